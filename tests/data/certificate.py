"""Made-up certificates: a small standard, a passed decision, keys from a fixed seed."""

import datetime
import hashlib
import uuid
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liangcai.award.decide import Decision, PartMark, decide_award
from liangcai.credentials.achievement import EnglishNames
from liangcai.credentials.build import Holder, Issuance
from liangcai.credentials.document import Profile
from liangcai.credentials.issue import IssuedCertificate, issue_credential
from liangcai.credentials.multikey import did_of, multibase_key
from liangcai.credentials.number import IssuingOffice, format_number
from liangcai.credentials.pack import CertificatePack, read_pack
from liangcai.credentials.proof import Signer
from liangcai.credentials.status import MIN_BITS, StatusList, set_bits
from liangcai.credentials.trust import TrustStore, trust_issuer
from liangcai.standard.model import Standard
from liangcai_reference import read_text
from tests.data.paper import build_standard

NOW = datetime.datetime(2026, 1, 5, 8, 0, tzinfo=datetime.UTC)
LIST = "https://exam.example.org/status/1"
OFFICE = IssuingOffice(office_class="S", organisation="0001", province="11", site="000001")
NAME = "示范评价机构"
ENGLISH = EnglishNames(occupation="Tester", level="Junior", functions=(("1", "First function"),))


def private_key(seed: str = "issuer") -> Ed25519PrivateKey:
    """The same key for the same seed, so that a failing test fails again."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())


def signer_of(seed: str = "issuer") -> Signer:
    """A signer with that key."""
    key = private_key(seed)
    return Signer(did=did_of(multibase_key(key.public_key().public_bytes_raw())), sign=key.sign)


def trust_of(*seeds: str) -> TrustStore:
    """A store that knows the keys of those seeds from a year before NOW."""
    begin = NOW - datetime.timedelta(days=365)
    return TrustStore(
        issuers=tuple(
            trust_issuer(NAME, signer_of(seed).did.removeprefix("did:key:"), begin) for seed in seeds or ("issuer",)
        )
    )


def certificate_pack() -> CertificatePack:
    """The bundled rule pack."""
    pack = read_pack(read_text("rulepacks/certificate.toml")).value
    assert pack is not None
    return pack


def decide(standard: Standard, level: str = "初级", direction: str | None = None, points: str = "81.5") -> Decision:
    """A decision with that mark in the theory and 77 elsewhere."""
    kinds = ("theory", "skill") if level == "初级" else ("theory", "skill", "review")
    marks = tuple(PartMark(kind=kind, points=Decimal(points if kind == "theory" else 77)) for kind in kinds)
    return decide_award(standard, level, direction, marks, "ab" * 32)


def issuance_of(level: str = "初级", serial: int = 1, seed: str = "issuer", tail: str = "0018") -> Issuance:
    """What the office adds for the candidate of that serial."""
    number = format_number(certificate_pack(), OFFICE, level, 2026, serial).value
    assert number is not None
    return Issuance(
        number=number,
        holder=Holder(uuid=uuid.UUID(int=serial), name=f"考生{serial:02}", id_last_four=tail),
        issuer=Profile(id=signer_of(seed).did, name=NAME),
        status_list=LIST,
        status_index=serial,
        issued=NOW,
        examined_on=NOW.date(),
        english=ENGLISH,
    )


def issue(
    level: str = "初级", direction: str | None = None, serial: int = 1, seed: str = "issuer"
) -> IssuedCertificate:
    """A certificate of the small standard."""
    standard = build_standard()
    decision = decide(standard, level, direction)
    result = issue_credential(
        standard, decision, issuance_of(level, serial, seed), certificate_pack(), signer_of(seed), NOW
    )
    assert result.value is not None, result.findings
    return result.value


def status_of(*revoked: int, seed: str = "issuer", days: int = 7) -> StatusList:
    """A list of that issuer that speaks from NOW for so many days."""
    return StatusList(
        id=LIST,
        issuer=signer_of(seed).did,
        valid_from=NOW,
        valid_until=NOW + datetime.timedelta(days=days),
        bits=set_bits(bytes(MIN_BITS // 8), revoked),
    )
