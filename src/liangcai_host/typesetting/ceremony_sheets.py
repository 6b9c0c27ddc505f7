"""The record of a key ceremony (密钥仪式记录) as it is printed and signed by hand.

In: filled by the caller. Out: a frozen struct for the template ``ceremony.typ``. Follows: the house on two people; keys
are named by their public side alone.
"""

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class CeremonySheet(Sheet, frozen=True, kw_only=True):
    """What was done with which keys, when, by whom, by which fact; ``old``, ``new`` and ``until`` may be blank."""

    why: Message
    at: str
    since: str
    old: str
    new: str
    until: str
    people: tuple[str, ...]
    fact: str
    steps: tuple[Message, ...]
