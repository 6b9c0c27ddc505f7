"""What signed statements have in common: written, read back as they were written, judged.

In: a statement and a signer; or bytes, the trusted issuers, the time. Out: bytes; a statement, or the reason why there
is none; a verdict. Follows: Data Integrity 1.0 (eddsa-jcs-2022); a file that is not byte for byte what was signed is
refused. Numbers are written as texts, so that there is one way of writing each.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Generic, TypeVar

import msgspec

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.document import Profile, Statement
from liangcai.credentials.judge import ISSUER, SIGNATURE, Verdict, judge_issuer, judge_time
from liangcai.credentials.proof import Signer, check_statement, sign_statement, write_instant
from liangcai.credentials.trust import Purpose, TrustStore
from liangcai.findings import Message, Reason

Stated = TypeVar("Stated", bound=Statement)
Content = TypeVar("Content", bound=msgspec.Struct)


# What the key of a signer has to be for, by the kind of statement.
PURPOSES: dict[str, Purpose] = {
    "ConformityReport": "statements",
    "TrainingProof": "statements",
    "TrainingWithdrawals": "statements",
    "ArchiveManifest": "statements",
    "KeyList": "keys",
}


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a statement, its reasons, who issued it and when."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    issuer_name: str
    issued: datetime.datetime


class Checked(msgspec.Struct, Generic[Content], frozen=True, kw_only=True):
    """The verdict on a signed file, its reasons, and what it says; nothing is quoted from what does not fit."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    issuer_name: str = ""
    issued: datetime.datetime | None = None
    content: Content | None = None

    @property
    def exit_status(self) -> int:
        """Of the command line: 0 valid, 2 fits but the issuer is unknown here, 1 everything else."""
        return {Verdict.VALID: 0, Verdict.UNKNOWN_ISSUER: 2}.get(self.verdict, 1)


class _Claim(msgspec.Struct):
    type: str


def sign_content(
    kind: type[Stated], content: msgspec.Struct, issuer: Profile, signer: Signer, now: datetime.datetime
) -> bytes:
    """The bytes of a signed statement; ``now`` needs a zone."""
    numbers = write_numbers(msgspec.to_builtins(content))
    return write_statement(kind(issuer=issuer, issued=write_instant(now), content=numbers), signer, now)


def write_statement(statement: Statement, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of a statement when it is signed."""
    return canonical_bytes(sign_statement(statement, signer, now))


def check_content(
    data: bytes,
    kind: type[Stated],
    shape: type[Content],
    trust: TrustStore,
    now: datetime.datetime,
    *,
    most: int,
    judge: Callable[[Content], tuple[Reason, ...]] = lambda _content: (),
) -> Checked[Content]:
    """Verify the signature, the time and the issuer of ``most`` bytes at most, and what ``judge`` asks."""
    statement = read_statement(data, kind, most)
    if isinstance(statement, Reason):
        return Checked(verdict=Verdict.INVALID, reasons=(statement,))
    content = read_content(statement.content, shape)
    if content is None:
        return Checked(verdict=Verdict.INVALID, reasons=(refuse_statement(),))
    judged = judge_statement(statement, trust, now, *judge(content))
    return Checked(
        verdict=judged.verdict,
        reasons=judged.reasons,
        issuer_name=judged.issuer_name,
        issued=judged.issued,
        content=content,
    )


def claims_to_be(data: bytes, kind: str) -> bool:
    """Whether bytes claim to be a statement of a kind, be they genuine or not."""
    try:
        return msgspec.json.decode(data, type=_Claim).type == kind
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def read_statement(data: bytes, shape: type[Stated], most: int) -> Stated | Reason:
    """The statement, if the bytes are exactly how it is written and its signature fits."""
    try:
        statement = msgspec.json.decode(data, type=shape) if len(data) <= most else None
        if statement is None or canonical_bytes(statement) != data:
            return say(SIGNATURE, "文件与签发时不是逐字节相同。", "The file is not byte for byte what was signed.")
        datetime.datetime.fromisoformat(statement.issued)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError):
        return say(SIGNATURE, "文件与签发时不是逐字节相同。", "The file is not byte for byte what was signed.")
    return statement if check_statement(statement) else refuse_statement()


def read_content(content: dict[str, Any], shape: type[Content]) -> Content | None:
    """What a statement says, if it says nothing else and nothing otherwise than this program writes it."""
    try:
        found = msgspec.convert(content, shape, strict=False)
    except (msgspec.ValidationError, ValueError, RecursionError):
        return None
    return found if write_numbers(msgspec.to_builtins(found)) == content else None


def judge_statement(statement: Statement, trust: TrustStore, now: datetime.datetime, *more: Reason) -> Judged:
    """Judge a statement whose signature fits by its time, its issuer and what else bears on it."""
    issued = datetime.datetime.fromisoformat(statement.issued)
    known = trust.find(statement.issuer.id)
    unknown = say(ISSUER, "本处不认识这个签发者。", "The issuer is not known here.")
    reasons = (
        say(SIGNATURE, "签名与内容相符，未被改动。", "The signature fits the content; nothing was altered.", met=True),
        judge_time(issued, now),
        judge_issuer(known, issued, PURPOSES[statement.type]) if known else unknown,
        *more,
    )
    bad = any(not reason.met for reason in reasons if reason is not unknown)
    verdict = Verdict.INVALID if bad else Verdict.VALID if known else Verdict.UNKNOWN_ISSUER
    name = known.name if known else statement.issuer.name
    return Judged(verdict=verdict, reasons=reasons, issuer_name=name, issued=issued)


def refuse_statement() -> Reason:
    """The reason that a signature does not fit."""
    return say(SIGNATURE, "签名与内容不符。", "The signature does not fit the content.")


def write_numbers(value: Any) -> Any:
    """A value of JSON with every number as text; truth values stay."""
    if isinstance(value, dict):
        return {name: write_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [write_numbers(inner) for inner in value]
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value


def say(clause: str, zh: str, en: str, *, met: bool = False) -> Reason:
    """A reason of a verdict."""
    return Reason(clause=clause, met=met, message=Message(zh, en))
