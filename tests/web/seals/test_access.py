"""Rules of entry: a room password, networks, Safe Exam Browser; all off by default, all signs but two."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from liangcai.delivery.seb import find_config_key, hash_request, read_seb
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.sittings import sign_in as sittings_sign_in
from liangcai_web.services.sittings.access import Signs, find_access, is_inside, parse_keys, parse_networks
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.sittings.visits import read_signs
from tests.data.cast import gather_cast as gather_sitting
from tests.web.cast import client_of

pytestmark = pytest.mark.django_db
WORD = "open sesame 12"


@pytest.fixture
def sitting(settings, monkeypatch):
    for name, failures in (("PER_TICKET", 8), ("PER_ADDRESS", 200)):
        monkeypatch.setattr(sittings_sign_in, name, FailureLimit(failures, timedelta(minutes=10)))
    return gather_sitting()


@pytest.fixture
def office(sitting):
    from django.contrib.auth import get_user_model

    return client_of(get_user_model().objects.get(username="office-1"))


def rule(office, sitting, **typed):
    return office.post(reverse("office-access", args=[sitting.batch.uuid]), typed)


def enter(sitting, index=0, headers=None, address="127.0.0.1", **typed):
    candidate = sitting.candidates[index]
    numbers = {"ticket_number": candidate.ticket_number, "id_number": sitting.id_numbers[candidate.ticket_number]}
    client = Client(headers=headers or {}, REMOTE_ADDR=address)
    return client, client.post("/sitting", numbers | typed)


def signs(sitting, index=0):
    return read_signs(str(sitting.candidates[index].uuid))


def test_without_rules_nothing_is_asked_and_nothing_is_noted(sitting):
    assert "room_password" not in Client().get("/sitting").content.decode()
    assert enter(sitting)[1].status_code == 302
    assert signs(sitting) is None


def test_the_password_of_the_room_is_asked_kept_as_a_hash_and_limited(sitting, office):
    assert rule(office, sitting, room_password=WORD).status_code == 302
    kept = find_access(sitting.batch)
    assert kept.room_password.startswith("SCRYPT.")
    assert WORD not in "".join(Fact.objects.values_list("payload", flat=True))
    assert 'name="room_password"' in Client().get("/sitting").content.decode()
    for wrong in ("", "open sesame 13"):
        page = enter(sitting, room_password=wrong)[1]
        assert page.status_code == 400
        assert "考场口令不对" in page.content.decode()
    assert enter(sitting, room_password=WORD)[1].status_code == 302
    assert enter(sitting, 1, room_password=WORD)[1].status_code == 302
    for _ in range(8):
        enter(sitting, room_password="guess")
    assert "10 分钟后再试" in enter(sitting, room_password=WORD)[1].content.decode()
    assert rule(office, sitting).status_code == 302
    assert find_access(sitting.batch).room_password == kept.room_password
    rule(office, sitting, drop_password="on")
    assert enter(sitting, 1)[1].status_code == 302


def test_a_foreign_network_is_a_sign_unless_the_office_says_that_it_refuses(sitting, office):
    networks = "第1考场: 10.1.2.0/24, 10.9.9.9\n*: 192.168.0.0/16"
    assert rule(office, sitting, networks=networks).status_code == 302
    assert enter(sitting, address="10.1.2.77")[1].status_code == 302
    assert signs(sitting) == Signs(inside=True)
    assert enter(sitting, address="192.168.1.1")[1].status_code == 302
    assert signs(sitting) == Signs(inside=False)
    page = office.get(reverse("office-seats", args=[sitting.batch.uuid])).content.decode()
    assert "网络之外" in page
    rule(office, sitting, networks=networks, refuses_outside="on")
    refused = enter(sitting, 1, address="192.168.1.1")[1]
    assert refused.status_code == 400
    assert "不在第1考场允许的网络内" in refused.content.decode()
    assert enter(sitting, 1, address="10.9.9.9")[1].status_code == 302


def test_the_browser_is_a_sign_and_no_answer_waits_for_it(sitting, office):
    exam_key = "0f" * 32
    assert rule(office, sitting, browser="on", quit_password="out", exam_keys=exam_key.upper()).status_code == 302
    file = office.get(reverse("office-seb", args=[sitting.batch.uuid]))
    settings = read_seb(file.content)
    assert settings["startURL"] == "http://testserver/sitting"
    assert file.content == office.get(reverse("office-seb", args=[sitting.batch.uuid])).content
    key = find_config_key(settings)
    assert key in office.get(reverse("office-access", args=[sitting.batch.uuid])).content.decode()

    def carry(path):
        url = f"http://testserver{path}"
        return {
            "X-SafeExamBrowser-ConfigKeyHash": hash_request(url, key),
            "X-SafeExamBrowser-RequestHash": hash_request(url, exam_key),
        }

    client, entered = enter(sitting, headers=carry("/sitting"))
    assert entered.status_code == 302
    assert signs(sitting) == Signs(config="matches", exam="matches")
    assert client.post("/sitting/start", headers=carry("/sitting/start")).status_code == 302
    assert signs(sitting) == Signs(config="matches", exam="matches")
    other, entered = enter(sitting, 1)
    assert entered.status_code == 302
    assert signs(sitting, 1) == Signs(config="absent", exam="absent")
    assert other.post("/sitting/start", headers=carry("/elsewhere")).status_code == 302
    assert signs(sitting, 1) == Signs(config="differs", exam="differs")
    assert other.get("/sitting/paper").status_code == 200
    answer = NewEvent(kind="answered", client_id="a", item="x", sequence=1, payload={"response": "A"})
    attempt = str(sitting.candidates[1].uuid)
    from liangcai_host import clock

    assert open_journal().append(attempt, (answer,), clock.now()).result().acks
    page = re.sub(r"<[^>]+>", " ", office.get(reverse("office-seats", args=[sitting.batch.uuid])).content.decode())
    assert "配置相符" in page
    assert "配置不符" in page
    flagged = [event for event in open_journal().read(attempt, ("visited",)) if "doubtful" in event.flags]
    assert len(flagged) == 2


def test_nobody_downloads_the_file_of_a_batch_without_the_browser(sitting, office):
    assert office.get(reverse("office-seb", args=[sitting.batch.uuid])).status_code == 404
    rule(office, sitting, networks="*: 10.0.0.0/8")
    assert office.get(reverse("office-seb", args=[sitting.batch.uuid])).status_code == 404


@pytest.mark.parametrize("typed", ["T01", "T01: x", "T01: 10.0.0.0/99", ": 10.0.0.0/8", "T01: 10.0.0.1 x", "T01:"])
def test_networks_that_can_not_be_read_are_refused_and_stay_in_the_form(sitting, office, typed):
    page = rule(office, sitting, networks=typed)
    assert page.status_code == 422
    assert "读不出网段" in page.content.decode()
    assert find_access(sitting.batch) is None


@pytest.mark.parametrize("typed", ["abc", "0" * 63, "g" * 64, "é" * 64])
def test_keys_that_are_none_are_refused(sitting, office, typed):
    assert rule(office, sitting, exam_keys=typed).status_code == 422
    assert parse_keys(typed).value is None


def test_networks_of_both_families_are_known(sitting, office):
    rule(office, sitting, networks="10.0.0.0/8, 2001:db8::/32\nT09：192.0.2.1")
    row = find_access(sitting.batch)
    wanted = {"10.3.3.3": True, "2001:db8::7": True, "::ffff:10.1.1.1": True, "11.0.0.1": False, "": False}
    assert {address: is_inside(row, "T01", address) for address in wanted} == wanted
    assert is_inside(row, "T09", "10.3.3.3") is False
    assert set(parse_networks(row.networks).value) == {"*", "T09"}
