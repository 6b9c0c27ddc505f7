"""What becomes of a file of questions that is too large: nothing of it is taken, and a person is told how to split it.

In: findings of reading, the rows that may be read in one go. Out: the same findings, those on limits with a remedy for
questions. Follows: a file is never half imported; a bounded child has what figure R17 of the reliability rules gives.
"""

from collections.abc import Iterable

import msgspec

from liangcai.findings import Finding, Message

MOST_ROWS = 200_000  # rows of a spreadsheet that are read at all
MOST_BOUND = 50_000  # those of a file that a bounded child reads for a site: about half of what 20 seconds allow
_LIMITS = ("read.limits", "exchange.limit")


def advise_splitting(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """The findings; one on a limit says how to split the file instead of what holds for documents."""
    remedy = Message(
        f"请分成几个文件依次读入，每个不超过 {most:,} 行（题）、各带同样的表头，案例题与其小题放在同一个文件里。",
        f"Split it into files of at most {most:,} rows or questions, each with the same head, and read one after the "
        "other; keep a case and its questions in one file.",
    )
    return tuple(msgspec.structs.replace(one, remedy=remedy) if one.rule in _LIMITS else one for one in findings)
