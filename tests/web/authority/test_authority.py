"""The authority sees what was issued and withdrawn, masked, and whether the log holds; it changes nothing."""

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.certificates.issue import revoke_certificate
from tests.web.cast import announce, client_of, travel


@pytest.fixture
def browser(cast):
    return client_of(cast.authority)


def test_an_office_that_issued_nothing_is_shown_as_such(browser):
    assert "还没有批次" in browser.get(reverse("authority")).content.decode()
    assert "没有证书" in browser.get(reverse("authority-certificates")).content.decode()
    assert "还没有事实" in browser.get(reverse("authority-facts")).content.decode()


def test_certificates_are_masked_and_can_be_asked_for_by_batch_and_status(cast, browser):
    batch = travel(cast, 4).batch
    first = Credential.objects.first()
    revoke_certificate(first, "材料不实", now=clock.now(), actor=cast.team.officer, approver=cast.team.second_officer)
    everything = browser.get(reverse("authority-certificates")).content.decode()
    for one in Credential.objects.select_related("candidate__person"):
        assert one.number not in everything
        assert one.candidate.person.name not in everything
        assert one.candidate.person.name[0] + "＊" in everything
    page = browser.get(reverse("authority-certificates"), {"batch": batch.uuid, "status": "revoked"})
    assert page.content.decode().count("<tr>") == 2
    assert "已撤销" in page.content.decode()
    home = browser.get(reverse("authority")).content.decode()
    assert f'data-label="签发">{Credential.objects.count()}<' in home
    assert 'data-label="撤销">1<' in home


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_batch_that_is_not_there_is_not_found(browser, asked):
    assert browser.get(reverse("authority-certificates"), {"batch": asked}).status_code == 404


def test_the_log_names_no_person_and_shows_a_break(cast, browser):
    batch = travel(cast, 2).batch
    page = browser.get(reverse("authority-facts"), {"check": "1"}).content.decode()
    assert "链完整" in page
    for candidate in batch.candidates.select_related("person"):
        assert candidate.person.name not in page
    Fact.objects.filter(position=3).update(hash="0" * 64)
    assert "链在此处断开" in browser.get(reverse("authority-facts"), {"check": "1"}).content.decode()


def test_the_authority_can_only_look(cast, browser):
    announce(cast)
    for name in ("authority", "authority-certificates", "authority-facts"):
        assert browser.post(reverse(name)).status_code == 405
