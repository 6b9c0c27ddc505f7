"""Sign the account of a set of papers, and verify one.

In: what papers were made by and the report on them, an issuer, a signer; or the bytes of a signed account. Out: those
bytes, or a ``Checked``. Follows: Data Integrity 1.0 (eddsa-jcs-2022); a file that is not byte for byte what was
signed is refused.
"""

import datetime

import msgspec

from liangcai.assembly.model import ConformityReport
from liangcai.assembly.practical_model import PracticalReport
from liangcai.assembly.rules import AssemblyRules
from liangcai.credentials.document import ConformityStatement, Profile
from liangcai.credentials.proof import Signer
from liangcai.credentials.statement import Checked, check_content, claims_to_be, say, sign_content
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


def sign_conformity(account: PapersAccount, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed account; ``now`` needs a zone."""
    return sign_content(ConformityStatement, account, issuer, signer, now)


def is_conformity(data: bytes) -> bool:
    """Whether bytes claim to be a signed account of papers, be they genuine or not."""
    return claims_to_be(data, "ConformityReport")


def verify_conformity(data: bytes, trust: TrustStore, now: datetime.datetime) -> Checked[PapersAccount]:
    """Verify the signature, the time and the issuer, and whether the report says that the papers conform."""
    return check_content(data, ConformityStatement, PapersAccount, trust, now, most=MAX_FILE_BYTES, judge=_judge_report)


def _judge_report(account: PapersAccount) -> tuple[Reason, ...]:
    if account.conforms:
        return (say(CONFORMITY, "报告称各卷与蓝图相符。", "The report says that the papers conform.", met=True),)
    return (say(CONFORMITY, "报告称试卷与蓝图不符。", "The report says that the papers do not conform.", met=False),)
