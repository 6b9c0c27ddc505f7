"""Certificates that no longer say what is decided: to be corrected, or to be revoked.

In: a batch. Out: each such certificate with what to do and why. Follows: a decision that changes after a certificate
was issued leaves the certificate as it was; people correct or revoke it.
"""

from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.payloads.results import AwardChanged
from liangcai_web.services.standing.awards import AWARDS, read_awards, read_decision

Todo = Literal["revoke", "correct"]
NAMES = {"revoke": Message("撤销", "revoke"), "correct": Message("更正", "correct")}


class StaleCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate in force whose decision changed since; ``award`` is the one that stands, ``why`` its reason."""

    credential: Credential
    todo: Todo
    award: Fact
    why: str

    @property
    def name(self) -> Message:
        """What to do."""
        return NAMES[self.todo]


def list_stale(batch: Batch) -> tuple[StaleCertificate, ...]:
    """The certificates of a batch to be corrected or revoked, by number."""
    given = read_facts(batch.uuid, "certificate_issued", "certificate_renewed")
    issued = dict(given.values_list("subject", "position"))
    stands = read_awards(batch)
    rows = Credential.objects.filter(candidate__batch=batch, revoked_at=None, replaced_by=None).select_related(
        "candidate__person"
    )
    found = []
    for credential in rows.order_by("number"):
        award = stands.get(credential.candidate.uuid)
        if award is None or award.kind not in AWARDS[1:] or award.position < issued.get(award.subject, 0):
            continue
        todo: Todo = "correct" if read_decision(award).passed else "revoke"
        why = read_payload(award, AwardChanged).reason
        found.append(StaleCertificate(credential=credential, todo=todo, award=award, why=why))
    return tuple(found)
