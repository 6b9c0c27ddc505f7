"""The list of withdrawn proofs of training (撤回名单), signed so that others can take it and hold proofs against it.

In: numbers and hashes of files that were taken back; or the bytes of a list, the trusted issuers, the time. Out: those
bytes; what the list says of a proof. Follows: Data Integrity 1.0 (eddsa-jcs-2022); a list speaks for the proofs of the
issuer that signed it, by the name under which the reader trusts both, and until its own end.
"""

import datetime

import msgspec

from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.document import Profile, WithdrawalStatement
from liangcai.credentials.judge import Verdict
from liangcai.credentials.proof import Signer
from liangcai.credentials.statement import Checked, check_content, claims_to_be, say, sign_content
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Reason

MAX_FILE_BYTES = 4 << 20
STATUS, UNCHECKED = "WITHDRAWN", "WITHDRAWN-LIST"  # what a list says; that there is none


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A proof that was taken back: its number, the SHA-256 of its file, the day; nothing of its holder."""

    number: str
    sha256: str
    day: datetime.date


class WithdrawnList(msgspec.Struct, frozen=True, kw_only=True):
    """All that an issuer took back, and until when the list speaks."""

    until: datetime.datetime
    proofs: tuple[Withdrawn, ...]


Taken = Checked[WithdrawnList]


def sign_withdrawn(content: WithdrawnList, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed list; ``now`` needs a zone."""
    return sign_content(WithdrawalStatement, content, issuer, signer, now)


def is_withdrawn(data: bytes) -> bool:
    """Whether bytes claim to be such a list, be they genuine or not."""
    return claims_to_be(data, "TrainingWithdrawals")


def verify_withdrawn(data: bytes, trust: TrustStore, now: datetime.datetime) -> Taken:
    """Verify the signature, the time and the issuer of a list."""
    return check_content(data, WithdrawalStatement, WithdrawnList, trust, now, most=MAX_FILE_BYTES)


def judge_withdrawal(
    data: bytes, number: str, issuer_name: str, lists: tuple[Taken, ...], now: datetime.datetime
) -> tuple[Verdict, Reason]:
    """What the newest list of an issuer says of a proof by its bytes or its number."""
    own = [one for one in lists if one.verdict is Verdict.VALID and one.issuer_name == issuer_name]
    newest = max(own, key=lambda one: one.issued or now, default=None)
    if newest is None or newest.content is None:
        zh, en = (
            "未查撤回：手头没有出具者的撤回名单。",
            "Withdrawal was not checked: the list of its issuer is not at hand.",
        )
        return Verdict.VALID, say(UNCHECKED, zh, en, met=True)
    day, digest = f"{newest.issued:%Y-%m-%d}", sha256_hex(data)
    found = next((one for one in newest.content.proofs if digest == one.sha256 or number == one.number), None)
    if found is not None:
        zh, en = f"已于 {found.day} 撤回。", f"It was taken back on {found.day}."
        return Verdict.REVOKED, say(STATUS, zh, en)
    if now > newest.content.until:
        zh, en = f"撤回名单（{day}）已过期，请取最新名单。", f"The list of {day} is out of date; take the present one."
        return Verdict.INVALID, say(STATUS, zh, en)
    return Verdict.VALID, say(STATUS, f"未被撤回（名单 {day}）。", f"Not taken back, by the list of {day}.", met=True)
