"""The report on the papers of a batch is signed once, kept as it was signed, and says what made the papers."""

import pytest
from django.urls import reverse

from liangcai.credentials.conformity import verify_conformity
from liangcai.credentials.recount import recount_papers
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.papers.conformity import load_conformity
from liangcai_web.services.papers.making import make_papers
from tests.web.cast import QUICK, announce, client_of, gather_cast, unseal


@pytest.fixture
def cast(db, settings):
    settings.PASSWORD_HASHERS = QUICK
    return gather_cast()


@pytest.fixture
def batch(cast):
    return announce(cast)


def test_papers_have_a_signed_report_from_which_they_can_be_made_anew(cast, batch):
    assert load_conformity(batch) is None
    papers = make_papers(batch, now=clock.now(), actor=cast.team.officer, seed=5).value
    assert load_conformity(batch) is None
    unseal(cast, batch)
    signed = load_conformity(batch)
    check = verify_conformity(signed, read_trust_store(), clock.now())
    assert (check.verdict, check.content.report) == ("valid", papers.forms.report)
    assert all(reason.met for reason in recount_papers(check.content, papers.blueprint, papers.bank))
    fact = Fact.objects.get(kind="conformity_signed")
    assert fact.actor == cast.team.officer
    altered = signed.replace(b'"seed":"5"', b'"seed":"6"')
    assert altered != signed
    assert verify_conformity(altered, read_trust_store(), clock.now()).verdict == "invalid"


def test_the_office_hands_out_what_was_signed_byte_for_byte(cast, batch):
    client, address = client_of(cast.team.officer), reverse("office-conformity", args=[batch.uuid])
    assert client.get(address).status_code == 404
    make_papers(batch, now=clock.now(), actor=cast.team.officer)
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("office-papers", args=[batch.uuid])).content.decode()
    unseal(cast, batch)
    assert client.get(address).content == load_conformity(batch)
    assert address in client.get(reverse("office-papers", args=[batch.uuid])).content.decode()
