"""What the facts about the log itself say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: RFC 9162, C2SP tlog-checkpoint.
"""

from liangcai_web.services.payloads.base import Payload


class CheckpointSigned(Payload, frozen=True, kw_only=True):
    """``checkpoint_signed``: the text of a checkpoint over the facts before it, and the full trees of their hashes."""

    size: int
    peaks: tuple[str, ...]
    text: str
