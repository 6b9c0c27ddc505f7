"""Sign a proof of training hours (培训学时证明), verify one, and hold it against an application.

In: what a trainee completed, an issuer, a signer; or the bytes of a signed proof. Out: those bytes, a
``Checked``, reasons. Follows: clause 1.8.1 (hours), 1.9.1 (the proof heads the conditions); Data Integrity 1.0.
Only the last four characters of an ID number are in it.
"""

import datetime
import unicodedata

import msgspec
from msgspec.structs import replace

from liangcai.credentials.document import Profile, TrainingStatement
from liangcai.credentials.judge import Verdict
from liangcai.credentials.proof import Signer
from liangcai.credentials.statement import Checked, check_content, claims_to_be, say, sign_content
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.withdrawn import Taken, judge_withdrawal
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


def sign_training(account: TrainingAccount, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed proof; ``now`` needs a zone."""
    return sign_content(TrainingStatement, account, issuer, signer, now)


def is_training(data: bytes) -> bool:
    """Whether bytes claim to be a signed proof of training, be they genuine or not."""
    return claims_to_be(data, "TrainingProof")


def verify_training(
    data: bytes, trust: TrustStore, now: datetime.datetime, lists: tuple[Taken, ...] = ()
) -> Checked[TrainingAccount]:
    """Verify the signature, the time and the issuer of a proof, and hold it against lists of withdrawn ones."""
    found = check_content(data, TrainingStatement, TrainingAccount, trust, now, most=MAX_FILE_BYTES)
    if found.verdict is not Verdict.VALID or found.content is None:
        return found
    verdict, reason = judge_withdrawal(data, found.content.number, found.issuer_name, lists, now)
    return replace(found, verdict=verdict, reasons=(*found.reasons, reason))


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
