"""What must not stand in a log is taken out of it: ID and ticket numbers, tokens, what was typed.

In: a sentence of the program. Out: the same with a sign in place of whatever could be one of them. Follows: R22; a uuid
stays, since it is random and facts are looked up by it.
"""

import re

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# A uuid is matched first and kept; then runs of digits as ID and telephone numbers have, and letters as tokens have.
SECRET = re.compile(
    rf"({UUID})|[0-9][0-9 -]{{4,}}[0-9][0-9Xx]?|[A-Za-z0-9_+/=-]{{20,}}|[\u3400-\u9fff\U00020000-\U0003ffff]+"
)
SIGN = "…"
LONGEST = 500


def scrub(text: str) -> str:
    """The sentence without long numbers, long runs of letters, and Chinese: names are written in it, the program's
    own log is not.
    """
    return SECRET.sub(lambda match: match[1] or SIGN, text)[:LONGEST]
