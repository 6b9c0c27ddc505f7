"""Sign the account of a set of papers, and verify one.

In: what papers were made by and the report on them, an issuer, a signer; or the bytes of a signed account. Out: those
bytes, or a ``ConformityCheck``. Follows: Data Integrity 1.0 (eddsa-jcs-2022); a file that is not byte for byte what was
signed is refused. Numbers are written as texts, so that there is one way of writing each.
"""

import datetime
from decimal import Decimal
from typing import Any

import msgspec

from liangcai.assembly.model import ConformityReport
from liangcai.assembly.practical_model import PracticalReport
from liangcai.assembly.rules import AssemblyRules
from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.document import ConformityStatement, Profile
from liangcai.credentials.judge import ISSUER, SIGNATURE, Verdict, judge_issuer, judge_time
from liangcai.credentials.proof import Signer, check_statement, sign_statement, write_instant
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Message, Reason

MAX_FILE_BYTES = 8 << 20
CONFORMITY = "CONFORMITY"


class PapersAccount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is signed: the rules by which papers were assembled, and the reports on them with hashes and seed.

    ``practical`` is None where the level has no task sheets.
    """

    rules: AssemblyRules
    report: ConformityReport
    practical: PracticalReport | None = None

    @property
    def conforms(self) -> bool:
        """Whether all papers conform."""
        return self.report.conforms and (self.practical is None or self.practical.conforms)


class ConformityCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a signed account, its reasons, and what it says; nothing is quoted from what does not fit."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    issuer_name: str = ""
    issued: datetime.datetime | None = None
    account: PapersAccount | None = None

    @property
    def exit_status(self) -> int:
        """Of the command line: 0 valid, 2 fits but the issuer is unknown here, 1 everything else."""
        return {Verdict.VALID: 0, Verdict.UNKNOWN_ISSUER: 2}.get(self.verdict, 1)


def sign_conformity(account: PapersAccount, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed account; ``now`` needs a zone."""
    content = write_numbers(msgspec.to_builtins(account))
    statement = ConformityStatement(issuer=issuer, issued=write_instant(now), content=content)
    return canonical_bytes(sign_statement(statement, signer, now))


def is_conformity(data: bytes) -> bool:
    """Whether bytes claim to be a signed account of papers, be they genuine or not."""
    try:
        return msgspec.json.decode(data, type=_Claim).type == "ConformityReport"
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def verify_conformity(data: bytes, trust: TrustStore, now: datetime.datetime) -> ConformityCheck:
    """Verify the signature, the time and the issuer, and whether the report says that the papers conform."""
    statement = _read(data)
    if statement is None:
        return _refuse("文件与签发时不是逐字节相同。", "The file is not byte for byte what was signed.")
    account = _read_account(statement.content)
    if account is None or not check_statement(statement):
        return _refuse("签名与内容不符。", "The signature does not fit the content.")
    issued = datetime.datetime.fromisoformat(statement.issued)
    known = trust.find(statement.issuer.id)
    reasons = [
        _reason(
            SIGNATURE, "签名与内容相符，未被改动。", "The signature fits the content; nothing was altered.", met=True
        ),
        judge_time(issued, now),
        judge_issuer(known, issued) if known else _unknown(),
        _judge_report(account),
    ]
    bad = any(not reason.met for reason in reasons if reason.clause != ISSUER or known)
    verdict = Verdict.INVALID if bad else Verdict.VALID if known else Verdict.UNKNOWN_ISSUER
    name = known.name if known else statement.issuer.name
    return ConformityCheck(verdict=verdict, reasons=tuple(reasons), issuer_name=name, issued=issued, account=account)


def write_numbers(value: Any) -> Any:
    """A value of JSON with every number as text; truth values stay."""
    if isinstance(value, dict):
        return {name: write_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [write_numbers(inner) for inner in value]
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value


class _Claim(msgspec.Struct):
    type: str


def _read(data: bytes) -> ConformityStatement | None:
    """The statement, if the bytes are exactly how it is written and its time exists."""
    try:
        statement = msgspec.json.decode(data, type=ConformityStatement) if len(data) <= MAX_FILE_BYTES else None
        if statement is None or canonical_bytes(statement) != data:
            return None
        datetime.datetime.fromisoformat(statement.issued)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError):
        return None
    return statement


def _read_account(content: dict[str, Any]) -> PapersAccount | None:
    """The account, if it says nothing else and nothing otherwise than this program writes it."""
    try:
        account = msgspec.convert(content, PapersAccount, strict=False)
    except (msgspec.ValidationError, ValueError, RecursionError):
        return None
    return account if write_numbers(msgspec.to_builtins(account)) == content else None


def _judge_report(account: PapersAccount) -> Reason:
    if account.conforms:
        return _reason(CONFORMITY, "报告称各卷与蓝图相符。", "The report says that the papers conform.", met=True)
    return _reason(CONFORMITY, "报告称试卷与蓝图不符。", "The report says that the papers do not conform.", met=False)


def _unknown() -> Reason:
    return _reason(ISSUER, "本处不认识这个签发者。", "The issuer is not known here.", met=False)


def _refuse(zh: str, en: str) -> ConformityCheck:
    return ConformityCheck(verdict=Verdict.INVALID, reasons=(_reason(SIGNATURE, zh, en, met=False),))


def _reason(clause: str, zh: str, en: str, *, met: bool) -> Reason:
    return Reason(clause=clause, met=met, message=Message(zh, en))
