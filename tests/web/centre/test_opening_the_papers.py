"""Papers are assembled once and stay sealed until two officers open them."""

import pytest

from liangcai_web.records.facts import Fact
from tests.web.cast import PASSWORD, admit, announce, approval, equip
from tests.web.centre.office import at, text_of


def test_papers_are_assembled_once_and_stay_sealed_until_two_open_them(cast, office):
    batch = announce(cast)
    assert office.post(at("office-assemble", batch)).status_code == 302
    assert "试卷与蓝图完全相符" in text_of(office.get(at("office-papers", batch)))
    again = office.post(at("office-assemble", batch))
    assert again.status_code == 422
    assert "不能更换" in text_of(again)
    for name in ("paper-A", "key-A"):
        sealed = office.get(at("office-pdf", batch, name))
        assert sealed.status_code == 403
        assert sealed["Content-Type"].startswith("text/html")
    assert office.get(at("office-pdf", batch, "conformity")).status_code == 403
    assert office.get(at("office-pdf", batch, "card-A"))["Content-Type"] == "application/pdf"
    assert office.get(at("office-pdf", batch, "nothing")).status_code == 404


REFUSED = {
    "the same person": approval("officer-1"),
    "the same person in capitals": approval("OFFICER-1"),
    "an assessor": approval("assessor-idle"),
    "an officer of another office": approval("stranger-1"),
    "nobody": approval("no-such-person"),
    "a wrong second password": approval(second_password="guess"),
    "a wrong own password": approval(password="guess"),
    "nothing": {},
}


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_one_person_alone_opens_no_papers(cast, office, typed):
    batch = announce(cast)
    admit(cast, batch, 2)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 2))
    response = office.post(at("office-sitting", batch), typed)
    assert response.status_code == 422
    assert not Fact.objects.filter(kind="sitting_opened").exists()
    assert PASSWORD not in response.content.decode()
    if "second_name" in typed:
        assert f'value="{typed["second_name"]}"' in response.content.decode()


def test_two_officers_open_the_papers_once(cast, office):
    batch = announce(cast)
    blocked = office.post(at("office-sitting", batch), approval())
    assert blocked.status_code == 422
    assert "还没有试卷" in text_of(blocked)
    admit(cast, batch, 2)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 2))
    assert office.post(at("office-sitting", batch), approval()).status_code == 302
    fact = Fact.objects.get(kind="sitting_opened")
    assert (fact.actor, fact.approver) == (cast.team.officer, cast.team.second_officer)
    assert office.post(at("office-sitting", batch), approval()).status_code == 422
    assert Fact.objects.filter(kind="sitting_opened").count() == 1
    assert office.get(at("office-pdf", batch, "paper-A")).content.startswith(b"%PDF")
    assert office.get(at("office-pdf", batch, "key-A")).status_code == 403


def test_too_many_wrong_passwords_have_to_wait(cast, office):
    batch = announce(cast)
    admit(cast, batch, 1)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 1))
    for _ in range(8):
        office.post(at("office-sitting", batch), approval(second_password="guess"))
    refused = office.post(at("office-sitting", batch), approval())
    assert refused.status_code == 422
    assert "10 分钟后再试" in text_of(refused)
