"""A certificate is withdrawn by two people, and the log shows whether anything was changed behind its back."""

import pytest

from liangcai_web.records.facts import Fact
from tests.web.cast import announce, approval, client_of, travel
from tests.web.centre.test_office_walk import at, text_of


@pytest.fixture
def office(cast):
    return client_of(cast.team.officer)


def test_a_certificate_is_revoked_by_two_and_once(cast, office):
    outcome = travel(cast, 4)
    path = at("office-certificate", outcome.batch, outcome.certificates[0].number)
    refused = office.post(path, approval("officer-1", reason="材料不实，经核查属实"))
    assert refused.status_code == 422
    assert "材料不实，经核查属实" in refused.content.decode()
    assert office.post(path, approval(reason="材料不实，经核查属实")).status_code == 302
    page = text_of(office.get(path))
    assert "已撤销" in page
    assert "材料不实，经核查属实" in page
    assert office.post(path, approval(reason="再来一次，不应发生")).status_code == 422
    assert Fact.objects.filter(kind="certificate_revoked").count() == 1


def test_the_log_shows_that_the_chain_holds_and_where_it_breaks(cast, office):
    batch = announce(cast)
    assert "链完整" in text_of(office.get(at("office-facts", batch) + "?check=1"))
    Fact.objects.filter(position=2).update(payload="{}")
    assert "链在此处断开：2" in text_of(office.get(at("office-facts", batch) + "?check=1"))
