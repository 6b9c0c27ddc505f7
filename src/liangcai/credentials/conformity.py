"""Sign the account of a set of papers, and verify one.

In: what papers were made by and the report on them, an issuer, a signer; or the bytes of a signed account. Out: those
bytes, or a ``ConformityCheck``. Follows: Data Integrity 1.0 (eddsa-jcs-2022); a file that is not byte for byte what was
signed is refused.
"""

import datetime

import msgspec

from liangcai.assembly.model import ConformityReport
from liangcai.assembly.practical_model import PracticalReport
from liangcai.assembly.rules import AssemblyRules
from liangcai.credentials.document import ConformityStatement, Profile
from liangcai.credentials.judge import Verdict
from liangcai.credentials.proof import Signer, write_instant
from liangcai.credentials.statement import (
    claims_to_be,
    judge_statement,
    read_content,
    read_statement,
    refuse_statement,
    say,
    write_numbers,
    write_statement,
)
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Reason

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
    return write_statement(ConformityStatement(issuer=issuer, issued=write_instant(now), content=content), signer, now)


def is_conformity(data: bytes) -> bool:
    """Whether bytes claim to be a signed account of papers, be they genuine or not."""
    return claims_to_be(data, "ConformityReport")


def verify_conformity(data: bytes, trust: TrustStore, now: datetime.datetime) -> ConformityCheck:
    """Verify the signature, the time and the issuer, and whether the report says that the papers conform."""
    statement = read_statement(data, ConformityStatement, MAX_FILE_BYTES)
    if isinstance(statement, Reason):
        return ConformityCheck(verdict=Verdict.INVALID, reasons=(statement,))
    account = read_content(statement.content, PapersAccount)
    if account is None:
        return ConformityCheck(verdict=Verdict.INVALID, reasons=(refuse_statement(),))
    judged = judge_statement(statement, trust, now, _judge_report(account))
    return ConformityCheck(
        verdict=judged.verdict,
        reasons=judged.reasons,
        issuer_name=judged.issuer_name,
        issued=judged.issued,
        account=account,
    )


def _judge_report(account: PapersAccount) -> Reason:
    if account.conforms:
        return say(CONFORMITY, "报告称各卷与蓝图相符。", "The report says that the papers conform.", met=True)
    return say(CONFORMITY, "报告称试卷与蓝图不符。", "The report says that the papers do not conform.", met=False)
