"""Clause 1.9.2 for a whole batch: whatever breaks off, all who passed have one certificate and no number is missing.

Reliability rules 3 and 9: an act that is done again is done once; two approvals stand in the log before the key signs.
"""

import pytest
from bench.passed import make_passed
from django.contrib.auth import get_user_model
from msgspec.structs import replace

from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Counter, Credential, IssueRun
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.numbering import check_numbers
from liangcai_web.services.certificates import runs as certificates_runs
from liangcai_web.services.certificates import signing as certificates_signing
from liangcai_web.services.certificates.runs import begin_run, go_on, list_faults, stop_run

pytestmark = pytest.mark.django_db
PEOPLE = 70
PASSED = PEOPLE - PEOPLE // 14


class PowerCutError(BaseException):
    """What nobody catches."""


@pytest.fixture
def batch(monkeypatch) -> Batch:
    """A batch in which most have passed."""
    monkeypatch.setattr(certificates_runs, "GROUP", 10)
    return make_passed(PEOPLE)


def officers():
    """The two, as an act takes them."""
    first, second = get_user_model().objects.order_by("pk")
    return {"actor": first, "approver": second}


def begin(batch: Batch) -> IssueRun:
    """A run."""
    begun = begin_run(batch, **officers(), now=clock.now())
    assert begun.value is not None, begun.findings
    return begun.value


def test_a_run_that_breaks_off_anywhere_is_gone_on_with_and_nothing_is_missing_or_double(batch, monkeypatch):
    run, signed, real = begin(batch), [], certificates_signing.issue_credential

    def sign_and_break(*given):
        signed.append(given)
        if len(signed) in (7, 18, 19, 40):
            raise PowerCutError
        return real(*given)

    monkeypatch.setattr(certificates_signing, "issue_credential", sign_and_break)
    breaks = 0
    while True:
        try:
            if go_on(run, 0, clock.now()):
                break
        except PowerCutError:
            breaks += 1
            assert not check_numbers()
    assert breaks == 4
    assert len(signed) > PASSED, "what broke off was signed again"
    assert Credential.objects.count() == Credential.objects.values("candidate").distinct().count() == PASSED
    assert check_numbers() == ()
    assert Fact.objects.filter(kind="certificate_issued").count() == PASSED
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == (IssueRun.State.DONE, PASSED, PASSED)


def test_two_approvals_stand_in_the_log_before_anything_is_signed(batch):
    begin(batch)
    (approved,) = Fact.objects.filter(kind="certificates_approved")
    assert approved.actor_id != approved.approver_id
    assert not Credential.objects.exists()


def test_a_run_is_begun_once_and_stopped_for_good(batch):
    run = begin(batch)
    assert begin_run(batch, **officers(), now=clock.now()).value is None
    assert not go_on(run, 0, clock.now())
    assert stop_run(run)
    given = Credential.objects.count()
    assert go_on(run, 0, clock.now())
    assert Credential.objects.count() == given
    assert go_on(begin(batch), 60, clock.now())
    assert Credential.objects.count() == PASSED


def test_who_cannot_be_given_one_is_named_and_keeps_nobody_back_and_no_number(batch, monkeypatch):
    real = certificates_signing.prepare_issuance

    def spoil_one(row, standard):
        issuance = real(row, standard)
        return replace(issuance, number="X") if row.candidate.serial == 5 else issuance

    monkeypatch.setattr(certificates_signing, "prepare_issuance", spoil_one)
    run = begin(batch)
    while not go_on(run, 0, clock.now()):
        pass
    run.refresh_from_db()
    assert [one.rule for one in list_faults(run)] == ["certificate.number"]
    assert Credential.objects.count() == PASSED - 1
    assert check_numbers() == ()


def test_a_number_or_a_place_that_is_missing_is_told(batch):
    assert go_on(begin(batch), 60, clock.now())
    Credential.objects.filter(number__endswith="000004").delete()
    assert {one.rule for one in check_numbers()} == {"certificate.gap", "certificate.status-gap"}
    Counter.objects.exclude(scope="status").update(last=3)
    assert "certificate.counter" in {one.rule for one in check_numbers()}


def test_an_organisation_that_chose_another_pack_numbers_by_it(batch):
    batch.organisation.certificate_pack = "certificate-16"
    batch.organisation.save()
    assert go_on(begin(Batch.objects.get()), 60, clock.now())
    assert {len(number) for number in Credential.objects.values_list("number", flat=True)} == {16}
    assert check_numbers() == ()
