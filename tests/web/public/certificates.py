"""A certificate of a made-up candidate, issued with the key of the test installation."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.credentials import Credential
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.issue import approve_issuing, issue_one
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuing_key
from liangcai_web.services.payloads.base import AwardDecided
from tests.data.cast import gather_cast
from tests.data.certificate import decide

ISSUED = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


def issue_for_cast() -> Credential:
    """Issue to the first candidate of the cast, with a key that the installation trusts from the day before."""
    trusted = trust_own_key(settings.HOME, issuing_key(), "测试评价机构", ISSUED - timedelta(days=1))
    assert trusted.ok, trusted.findings
    candidate = gather_cast().candidates[0]
    standard = batch_standard(candidate.batch)
    first, second = (
        open_account(candidate.batch.organisation, name, None, "officer") for name in ("office-1", "office-2")
    )
    batch, decision = candidate.batch, decide(standard)
    said = AwardDecided(decision=decision)
    two = {"actor": first, "approver": second}
    append_fact(batch.organisation, "award_decided", said, now=ISSUED, batch=batch.uuid, subject=candidate.uuid, **two)
    approve_issuing(batch, 1, now=ISSUED, actor=first, approver=second)
    result = issue_one(candidate, decision, now=ISSUED, actor=first, approver=second)
    assert result.value is not None, result.findings
    return Credential.objects.get(number=result.value.number)
