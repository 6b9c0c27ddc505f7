"""Sign a proof of training hours (培训学时证明), verify one, and hold it against an application.

In: what a trainee completed, an issuer, a signer; or the bytes of a signed proof. Out: those bytes, a
``TrainingCheck``, reasons. Follows: clause 1.8.1 (hours), 1.9.1 (the proof heads the conditions); Data Integrity 1.0.
Only the last four characters of an ID number are in it.
"""

import datetime
import unicodedata

import msgspec

from liangcai.credentials.document import Profile, TrainingStatement
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
from liangcai.standard.model import Standard
from liangcai.training.proof import check_training

MAX_FILE_BYTES = 256 << 10
HOLDER, OCCUPATION = "HOLDER", "1.2"


class UnitHours(msgspec.Struct, frozen=True, kw_only=True):
    """The hours completed in a unit of the programme."""

    number: str
    name: str
    theory: int
    practice: int


class TrainingAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed: who completed how many standard hours of which training, where and when.

    ``training`` is the id of the class; ``direction`` is blank where the level has none.
    """

    number: str
    holder: str
    id_last_four: str
    code: str
    edition: str
    occupation: str
    standard_sha256: str
    level: str
    direction: str
    hours: int
    units: tuple[UnitHours, ...]
    school: str
    training: str
    title: str
    first_day: datetime.date
    last_day: datetime.date


class TrainingCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a proof, its reasons, and what it says; nothing is quoted from what does not fit."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    issuer_name: str = ""
    issued: datetime.datetime | None = None
    account: TrainingAccount | None = None

    @property
    def exit_status(self) -> int:
        """Of the command line: 0 valid, 2 fits but the issuer is unknown here, 1 everything else."""
        return {Verdict.VALID: 0, Verdict.UNKNOWN_ISSUER: 2}.get(self.verdict, 1)


def sign_training(account: TrainingAccount, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed proof; ``now`` needs a zone."""
    content = write_numbers(msgspec.to_builtins(account))
    return write_statement(TrainingStatement(issuer=issuer, issued=write_instant(now), content=content), signer, now)


def is_training(data: bytes) -> bool:
    """Whether bytes claim to be a signed proof of training, be they genuine or not."""
    return claims_to_be(data, "TrainingProof")


def verify_training(data: bytes, trust: TrustStore, now: datetime.datetime) -> TrainingCheck:
    """Verify the signature, the time and the issuer of a proof."""
    statement = read_statement(data, TrainingStatement, MAX_FILE_BYTES)
    if isinstance(statement, Reason):
        return TrainingCheck(verdict=Verdict.INVALID, reasons=(statement,))
    account = read_content(statement.content, TrainingAccount)
    if account is None:
        return TrainingCheck(verdict=Verdict.INVALID, reasons=(refuse_statement(),))
    judged = judge_statement(statement, trust, now)
    return TrainingCheck(
        verdict=judged.verdict,
        reasons=judged.reasons,
        issuer_name=judged.issuer_name,
        issued=judged.issued,
        account=account,
    )


def fit_training(
    account: TrainingAccount,
    standard: Standard,
    level: str,
    direction: str | None,
    *,
    name: str,
    id_last_four: str,
) -> tuple[Reason, ...]:
    """Whether a proof is that person's, and for that occupation, level and direction, with hours enough."""
    own = plain(account.holder) == plain(name) and account.id_last_four.upper() == id_last_four.upper()
    same = (account.code, account.edition) == (standard.code, standard.edition)
    place = f"{account.occupation} {account.code}@{account.edition}"
    wanted = f"{standard.name} {standard.code}@{standard.edition}"
    aimed = account.direction in ("", direction or "")
    return (
        say(HOLDER, *_holder(met=own), met=own),
        say(
            OCCUPATION,
            f"证明的职业是 {place}，申报的是 {wanted}。",
            f"The proof is for {place}, the application for {wanted}.",
            met=same,
        ),
        say(
            "1.4",
            f"证明的职业方向：{account.direction or '不分方向'}，申报：{direction or '不分方向'}。",
            f"Direction of the proof: {account.direction or 'none'}; of the application: {direction or 'none'}.",
            met=aimed,
        ),
        *check_training(account, standard, level),
    )


def _holder(*, met: bool) -> tuple[str, str]:
    if met:
        return "证明的姓名和证件号码末四位与申请人相同。", "Name and last four characters are those of the applicant."
    return (
        "证明写的是另一个人：姓名或证件号码末四位与申请人不同。",
        "The proof is another person's: the name or the last four characters of the ID number differ.",
    )


def plain(name: str) -> str:
    """A name as it is compared: in one width, without blanks, and without regard to capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
