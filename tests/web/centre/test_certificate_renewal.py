"""A certificate is corrected or given again by two people: another takes its place, and whoever asks is told so."""

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from liangcai.credentials.judge import Verdict
from liangcai_host import clock
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.numbering import check_numbers
from liangcai_web.services.certificates.history import read_history
from liangcai_web.services.certificates.issue import find_public, is_replaced, verify_file
from tests.web.cast import approval, travel
from tests.web.centre.office import at, text_of

RIGHT = "更正后的姓名"


@pytest.fixture
def issued(cast) -> Credential:
    """A certificate of an examination."""
    outcome = travel(cast, 4)
    return Credential.objects.get(number=outcome.certificates[0].number)


def choose_other_pack(cast) -> None:
    """The office numbers by the second pack."""
    cast.office.certificate_pack = "certificate-16"
    cast.office.save()


def renew(office, old: Credential, **given):
    """What the form answers."""
    person = old.candidate.person
    said = {"how": "corrected", "name": person.name, "reason": "姓名录入错误，已核对证件", **given}
    return office.post(at("office-certificate-renew", old.candidate.batch, str(old)), approval(**said))


def ask(number: str, name: str) -> str:
    """What the public page answers."""
    return text_of(Client().post(reverse("verify"), {"by": "number", "number": number, "name": name}))


def test_a_wrong_name_makes_another_certificate_and_revokes_the_old_one(office, issued):
    wrong = issued.candidate.person.name
    assert renew(office, issued, name=RIGHT).status_code == 302
    new = Credential.objects.get(replaces=issued)
    assert (new.how, new.copy) == ("corrected", 1)
    assert new.number != issued.number
    assert verify_file(bytes(new.file), clock.now()).certificate.holder == RIGHT
    old = verify_file(bytes(issued.file), clock.now())
    assert (old.verdict, is_replaced(old)) == (Verdict.REVOKED, True)
    assert old.certificate.holder == wrong, "what was issued is as it was"
    assert "已被新证书取代" in ask(issued.number, wrong)
    assert "真实有效" in ask(new.number, RIGHT)
    assert "没有查到" in ask(new.number, wrong)
    assert check_numbers() == ()


def test_the_page_tells_the_history_with_both_people_and_the_ground(office, issued):
    renew(office, issued, name=RIGHT)
    new = Credential.objects.get(replaces=issued)
    page = text_of(office.get(at("office-certificate", issued.candidate.batch, str(new))))
    for word in (
        "签发",
        "撤销",
        "信息有误，已更正换发",
        "姓名录入错误，已核对证件",
        issued.number,
        "officer-1 · officer-2",
    ):
        assert word in page
    assert [event.what.en for event in read_history(issued.candidate)] == ["Issued", "Revoked", "Corrected"]
    listed = text_of(office.get(at("office-certificates", issued.candidate.batch)))
    assert "已被取代" in listed
    for fact in Fact.objects.filter(kind="certificate_renewed"):
        assert RIGHT not in fact.payload, "facts hold no names"


def test_a_number_of_another_rule_pack_is_not_kept(cast, office, issued):
    choose_other_pack(cast)
    assert renew(office, issued, how="lost").status_code == 302
    assert len(Credential.objects.get(replaces=issued).number) == 16


def test_a_lost_one_is_given_again_under_the_same_number_where_the_pack_says_so(cast, office):
    choose_other_pack(cast)
    travel(cast, 4)
    issued = Credential.objects.first()
    assert renew(office, issued, how="lost").status_code == 302
    new = Credential.objects.get(replaces=issued)
    assert (new.number, new.copy, str(new)) == (issued.number, 2, f"{issued.number}-2")
    ids = [msgspec.json.decode(bytes(one.file))["id"] for one in (issued, new)]
    assert ids[0] != ids[1]
    assert find_public(new.number, issued.candidate.person.name, clock.now()).verdict is Verdict.VALID
    path = at("office-certificate-file", issued.candidate.batch, str(new))
    assert office.get(path).content == bytes(new.file)
    assert check_numbers() == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "没有要更正的内容"),
        ({"how": "lost", "name": RIGHT}, "补发不改内容"),
        ({"how": "", "name": RIGHT}, "请填写"),
        ({"name": RIGHT, "reason": ""}, "请填写"),
        ({"name": ""}, "请填写"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(office, issued, given, said):
    answer = renew(office, issued, **given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Credential.objects.filter(replaces=issued).count() == 0


def test_one_person_alone_and_a_revoked_certificate_get_no_other(office, issued):
    path = at("office-certificate-renew", issued.candidate.batch, str(issued))
    alone = approval("officer-1", how="corrected", name=RIGHT, reason="姓名录入错误，已核对证件")
    assert office.post(path, alone).status_code == 422
    revoke = approval(ground="misconduct", reason="违纪经核查属实")
    assert office.post(at("office-certificate", issued.candidate.batch, str(issued)), revoke).status_code == 302
    assert renew(office, issued, name=RIGHT).status_code == 422
    assert "已被撤销" in ask(issued.number, issued.candidate.person.name)
    assert not Credential.objects.filter(replaces=issued).exists()
