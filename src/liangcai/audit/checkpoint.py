"""A checkpoint: how many facts there are and the hash over all of them, signed, short enough to be printed.

In: size, root, time, organisation, signer; or a text. Out: the text; a ``Checkpoint``. Follows: the C2SP forms
tlog-checkpoint and signed-note, as transparency logs write them, so that their tools read it: origin, size and root are
the first three lines, time and organisation two lines of ours. The name of the key is the key itself in multibase.
"""

import base64
import datetime
import hashlib
import re
import uuid

import msgspec

from liangcai.audit.merkle import Hash
from liangcai.credentials.judge import ISSUER, SIGNATURE, judge_issuer, judge_time
from liangcai.credentials.multikey import did_of, key_of, raw_key
from liangcai.credentials.proof import Signer, check_signature, write_instant
from liangcai.credentials.statement import say
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Reason

ORIGIN = "liangcai/"
ED25519 = b"\x01"  # the kind of signature of a signed note
ROOT_BYTES, ID_BYTES = 32, 4
MAX_CHARACTERS = 2000
FORM = re.compile(
    r"liangcai/(?P<organisation>[0-9a-f-]{36})\n(?P<size>0|[1-9][0-9]{0,15})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"(?P<at>[0-9T:-]{19}Z)\n(?P<name>[^\n]{1,160})\n\n"
    r"— (?P<key>z[1-9A-HJ-NP-Za-km-z]{40,60}) (?P<signature>[A-Za-z0-9+/=]{92})\n"
)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """``size`` facts have the ``root``; ``name`` is the organisation's own word for itself, ``key`` who signed."""

    organisation: uuid.UUID
    size: int
    root: Hash
    at: datetime.datetime
    name: str
    key: str
    text: str

    @property
    def short(self) -> str:
        """The root as people compare it: sixteen groups of four."""
        written = self.root.hex()
        return " ".join(written[at : at + 4] for at in range(0, len(written), 4))


def sign_checkpoint(
    organisation: uuid.UUID, name: str, size: int, root: Hash, signer: Signer, now: datetime.datetime
) -> Checkpoint:
    """A new checkpoint; ``now`` needs a zone and is written to the second."""
    own = " ".join(name.split()) or "-"
    lines = (f"{ORIGIN}{organisation}", str(size), base64.b64encode(root).decode(), write_instant(now), own)
    body, key = "".join(f"{line}\n" for line in lines), key_of(signer.did)
    signature = base64.b64encode(_name_key(key) + signer.sign(body.encode())).decode()
    made = read_checkpoint(f"{body}\n— {key} {signature}\n")
    if made is None:
        raise ValueError("what was written is no checkpoint")
    return made


def read_checkpoint(text: str) -> Checkpoint | None:
    """The checkpoint of a text, if it is written as only it can be and its signature fits the key that it names.

    Blanks round it and the line ends of Windows are what paper and mail add; they are not part of it.
    """
    plain = text.replace("\r\n", "\n").strip() + "\n"
    found = FORM.fullmatch(plain) if len(plain) <= MAX_CHARACTERS else None
    if found is None:
        return None
    body, key, signed = plain.partition("\n\n")[0] + "\n", found["key"], _decode(found["signature"])
    root = _decode(found["root"])
    if root is None or signed is None or raw_key(key) is None or signed[:ID_BYTES] != _name_key(key):
        return None
    try:
        organisation, at = uuid.UUID(found["organisation"]), datetime.datetime.fromisoformat(found["at"])
    except ValueError:
        return None
    if str(organisation) != found["organisation"] or not check_signature(key, signed[ID_BYTES:], body.encode()):
        return None
    return Checkpoint(
        organisation=organisation,
        size=int(found["size"]),
        root=root,
        at=at,
        name=found["name"],
        key=key,
        text=plain,
    )


def judge_checkpoint(checkpoint: Checkpoint, trust: TrustStore, now: datetime.datetime) -> tuple[Reason, ...]:
    """Whether who signed it is known here, and the key stood when it says that it was signed."""
    known = trust.find(did_of(checkpoint.key))
    return (
        say(SIGNATURE, "签名与检查点相符。", "The signature fits the checkpoint.", met=True),
        judge_time(checkpoint.at, now),
        judge_issuer(known, checkpoint.at, "checkpoints")
        if known
        else say(ISSUER, "本处不认识这个签发者。", "The issuer is not known here."),
    )


def _name_key(key: str) -> bytes:
    """The first bytes of the hash of a key and its name, by which a note names who signed."""
    return hashlib.sha256(key.encode() + b"\n" + ED25519 + (raw_key(key) or b"")).digest()[:ID_BYTES]


def _decode(text: str) -> bytes | None:
    """The bytes of a base64 text, or None unless it is exactly how those bytes are written."""
    data = base64.b64decode(text)
    return data if base64.b64encode(data).decode() == text else None
