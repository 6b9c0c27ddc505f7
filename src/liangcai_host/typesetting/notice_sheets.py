"""The notice of the review of an application (资格审核结果通知书) as it is printed.

In: filled by the caller. Out: a frozen struct for the template ``notice.typ``. Follows: clause 1.9.1: the notice names
the clause of each condition, what lacks, and from which day it would do.
"""

import msgspec

from liangcai.findings import Message, Reason
from liangcai_host.typesetting.sheets import Sheet


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """What one condition lacks."""

    clause: str
    messages: tuple[Message, ...]
    earliest: str


class NoticeSheet(Sheet, frozen=True, kw_only=True):
    """What an applicant is told; ``words`` are the reviewers' own reasons by clause, ``asked`` what is wanted."""

    number: str
    name: str
    id_masked: str
    handed_in: str
    outcome: Message
    admitted: bool
    how: Message
    reasons: tuple[Reason, ...]
    words: tuple[tuple[str, str], ...]
    lacks: tuple[Lack, ...]
    asked: str
    earliest: str
    appeal: Message
