"""What a list of applicants holds.

In: built by ``read_group_list``. Out: frozen structs. Follows: every row is an entry or is reported by row and column.
"""

import msgspec

from liangcai.eligibility.application import Application


class GroupEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A row that can be taken: who, with which document, what the conditions are held against, and the cells as read.

    ``typed`` has the cells by the names of the fields of the application form.
    """

    sheet: str
    row: int
    name: str
    id_number: str
    application: Application
    typed: dict[str, str]


class GroupFile(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a file: those that can be taken, and how many cannot."""

    entries: tuple[GroupEntry, ...]
    refused: int = 0

    @property
    def rows(self) -> int:
        """All rows below the header that hold anything."""
        return len(self.entries) + self.refused
