"""How large a document may be: far above any standard, far below what would hurt the machine.

In: nothing. Out: figures. Follows: rule 10 and figure R17 of the reliability rules: at most 20 seconds and 512 MB.
A published standard has 30 to 120 pages, at most 300,000 characters and some thousand table rows.
"""

FILE_BYTES = 64 << 20
TEXT_BYTES = 16 << 20
MARKUP_BYTES = 16 << 20
# Each tag and each attribute of a parsed file costs about 150 bytes.
MARKUP_NODES = 1_500_000
MARKUP_DEPTH = 200
ARCHIVE_MEMBERS = 5_000
ARCHIVE_BYTES = 256 << 20
ARCHIVE_RATIO = 400
LINES = 400_000
TABLE_CELLS = 1_000_000
TABLE_COLUMNS = 200
PAGES = 600
PAGE_MARKS = 60_000
PAGE_BYTES = 8 << 20
