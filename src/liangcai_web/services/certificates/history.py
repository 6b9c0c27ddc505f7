"""What has become of a certificate: given, corrected, given again, revoked; when, why, by whom.

In: a candidate or a certificate. Out: events, oldest first. Follows: facts are appended and never edited; each names
the two people and the ground of the rule pack.
"""

from datetime import datetime

import msgspec

from liangcai.findings import Message
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.numbering import pack_of
from liangcai_web.services.facts import read_payload
from liangcai_web.services.payloads.certificates import CertificateIssued, CertificateRenewed, CertificateRevoked

KINDS = ("certificate_issued", "certificate_renewed", "certificate_revoked")
ISSUED = Message("签发", "Issued")
HOW = {
    Credential.How.CORRECTED.value: Message("更正换发", "Corrected"),
    Credential.How.LOST.value: Message("补发", "Given again"),
}
REVOKED = Message("撤销", "Revoked")
ENTRIES = {"name": Message("姓名", "name"), "direction": Message("方向", "direction")}


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a certificate, with the two people; ``other`` is the one it replaced."""

    at: datetime
    what: Message
    number: str
    people: tuple[str, ...]
    ground: Message | None = None
    reason: str = ""
    other: str = ""
    changed: tuple[Message, ...] = ()
    bad: bool = False


def read_history(candidate: Candidate) -> tuple[Event, ...]:
    """Everything that happened to the certificates of a candidate."""
    facts = Fact.objects.filter(batch=candidate.batch.uuid, subject=candidate.uuid, kind__in=KINDS)
    rows = facts.order_by("position").select_related("actor", "approver")
    return tuple(describe_event(candidate, fact) for fact in rows)


def describe_event(candidate: Candidate, fact: Fact) -> Event:
    """One fact as an event."""
    people = tuple(one.get_full_name() or one.get_username() for one in (fact.actor, fact.approver) if one)
    if fact.kind == "certificate_revoked":
        revoked = read_payload(fact, CertificateRevoked)
        ground = pack_of(candidate.batch.organisation).ground(revoked.ground)
        return Event(
            at=fact.at,
            what=REVOKED,
            number=name_copy(revoked.number, revoked.copy),
            people=people,
            ground=Message(ground.zh, ground.en) if ground else None,
            reason=revoked.reason,
            bad=True,
        )
    if fact.kind == "certificate_renewed":
        renewed = read_payload(fact, CertificateRenewed)
        return Event(
            at=fact.at,
            what=HOW.get(renewed.how, ISSUED),
            number=name_copy(renewed.number, renewed.copy),
            people=people,
            reason=renewed.reason,
            other=renewed.replaces,
            changed=tuple(ENTRIES[one] for one in renewed.changed if one in ENTRIES),
        )
    issued = read_payload(fact, CertificateIssued)
    return Event(at=fact.at, what=ISSUED, number=name_copy(issued.number, issued.copy), people=people)


def name_copy(number: str, copy: int) -> str:
    """A certificate among those of its number."""
    return number if copy == 1 else f"{number}-{copy}"


def standing_certificate(candidate: Candidate) -> Credential | None:
    """The certificate that none has replaced, or None."""
    return Credential.objects.filter(candidate=candidate, replaced_by=None).order_by("-pk").first()
