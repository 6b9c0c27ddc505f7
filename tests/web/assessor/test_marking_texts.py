"""Two mark each written answer alone and blind, a third decides; nobody edits a mark; the paper waits for them."""

from decimal import Decimal

import pytest
from django.urls import reverse
from msgspec.structs import replace

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services import packs
from liangcai_web.services.marking import texts, texts_dealing, texts_marking
from liangcai_web.services.marking.recusals import find_barred
from liangcai_web.services.marking.texts import read_work
from liangcai_web.services.marking.texts_dealing import appoint_markers, deal_texts
from liangcai_web.services.marking.texts_marking import find_desk, give_mark, list_duties, stand_aside
from liangcai_web.services.marking.texts_office import read_text_table
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.privacy.export import HIDDEN
from tests.data.printed import ESSAY_KEY
from tests.web.cast import PASSWORD, client_of
from tests.web.written import agree, prepare_written

GOOD, POOR = (Decimal(1), Decimal(3)), (Decimal(0), Decimal(1))


def loosen(monkeypatch, **rules):
    """The bundled pack with other rules of calibration."""
    pack = packs.marking_pack()
    changed = replace(pack, calibration=replace(pack.calibration, **rules))
    for module in (texts, texts_marking, texts_dealing):
        monkeypatch.setattr(module, "marking_pack", lambda: changed)


@pytest.fixture
def written(cast, monkeypatch):
    """Two candidates, four markers of whom none has to be calibrated."""
    loosen(monkeypatch, required=False)
    made = prepare_written(cast, monkeypatch)
    assert not appoint_markers(made.batch, made.names, now=clock.now(), actor=cast.team.officer)
    assert deal_texts(made.batch, now=clock.now(), actor=cast.team.officer).value == 2
    return made


def scripts(batch):
    return list(read_work(batch).scripts.values())


def account(written, name):
    return next(one for one in written.markers if one.get_username() == name)


def mark(written, script, place, criteria):
    """The marker of a place gives points."""
    user = account(written, script.dealt.markers[place])
    desk = find_desk(written.batch, user, script.dealt.code)
    assert desk is not None
    return give_mark(desk, user, criteria, now=clock.now())


def test_a_paper_with_a_written_answer_has_no_mark_before_people_settled_it(written):
    batch, one = written.batch, scripts(written.batch)[0]
    assert mark_theory(batch, now=clock.now()) == {}
    mark(written, one, 0, GOOD)
    assert mark_theory(batch, now=clock.now()) == {}
    mark(written, one, 1, (Decimal(1), Decimal("2.5")))
    made = mark_theory(batch, now=clock.now())
    assert list(made) == [str(one.subject)], "the other still waits"
    assert made[str(one.subject)].exact == Decimal("3.75")
    fact = Fact.objects.filter(kind="text_marked").order_by("position").first()
    assert fact.actor.get_username() == one.dealt.markers[0]
    assert str(one.dealt.position) in fact.payload
    assert one.dealt.item_sha256 in fact.payload
    assert one.dealt.response_sha256 in fact.payload


def test_two_who_differ_too_much_call_the_third_and_only_then(written):
    one = scripts(written.batch)[0]
    third = account(written, one.dealt.markers[2])
    assert find_desk(written.batch, third, one.dealt.code) is None
    mark(written, one, 0, GOOD)
    mark(written, one, 1, POOR)
    assert read_text_table(written.batch).questions[1].third == 1
    assert find_desk(written.batch, third, one.dealt.code) is not None
    mark(written, one, 2, (Decimal(1), Decimal(2)))
    settled = read_work(written.batch).scripts[one.dealt.code].standing
    assert settled.points == Decimal("3.5"), "the mean of the two that lie closest"


def test_the_first_mark_stands_even_when_two_windows_send_at_once(written):
    one = scripts(written.batch)[0]
    user = account(written, one.dealt.markers[0])
    desk = find_desk(written.batch, user, one.dealt.code)
    again = find_desk(written.batch, user, one.dealt.code)
    assert give_mark(desk, user, GOOD, now=clock.now()).value
    refused = give_mark(again, user, POOR, now=clock.now())
    assert [finding.rule for finding in refused.findings] == ["texts.again"]
    assert Fact.objects.filter(kind="text_marked").count() == 1
    assert find_desk(written.batch, user, one.dealt.code) is None


def test_a_page_shows_neither_who_wrote_it_nor_what_the_other_gave(written):
    one = scripts(written.batch)[0]
    mark(written, one, 0, GOOD)
    browser = client_of(account(written, one.dealt.markers[1]))
    page = browser.get(reverse("assess-text", args=[written.batch.uuid, one.dealt.code])).content.decode()
    assert "人的论述" in page
    for row in written.batch.candidates.select_related("person"):
        assert row.person.name not in page
        assert row.ticket_number[-4:] not in page
        assert str(row.uuid) not in page
    assert written.names[0] not in page.replace(one.dealt.markers[1], "")
    assert 'value="3"' not in page
    stranger = next(name for name in written.names if name not in one.dealt.markers)
    other = client_of(account(written, stranger))
    assert other.get(reverse("assess-text", args=[written.batch.uuid, one.dealt.code])).status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"), [("", "请给分"), ("9", "应在 0 至 3"), ("0.3", "0.5 分为一档"), ("x", "请填数字")]
)
def test_what_was_typed_stays_beside_what_is_wrong_and_nothing_is_kept(written, typed, said):
    one = scripts(written.batch)[0]
    browser = client_of(account(written, one.dealt.markers[0]))
    sent = {"criterion-1": "0.5", "criterion-2": typed, "remark": "字迹不清"}
    answer = browser.post(reverse("assess-text", args=[written.batch.uuid, one.dealt.code]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="0.5"' in page
    assert "字迹不清" in page
    assert not Fact.objects.filter(kind="text_marked").exists()


def test_a_mark_leads_to_the_next_answer(written):
    one = scripts(written.batch)[0]
    browser = client_of(account(written, one.dealt.markers[0]))
    sent = {"criterion-1": "1", "criterion-2": "2.5"}
    answer = browser.post(reverse("assess-text", args=[written.batch.uuid, one.dealt.code]), sent, follow=True)
    assert answer.status_code == 200
    assert f"{one.dealt.code} 已记 3.5 分" in answer.content.decode()
    assert "书面作答评卷" in browser.get(reverse("assess")).content.decode()


def test_who_stands_aside_gets_another_to_mark_and_nothing_of_that_candidate_again(written):
    one = scripts(written.batch)[0]
    user = account(written, one.dealt.markers[0])
    desk = find_desk(written.batch, user, one.dealt.code)
    assert stand_aside(desk, user, " ", now=clock.now())[0].rule == "recusal.reason"
    assert stand_aside(desk, user, "我的学生", now=clock.now()) == ()
    again = read_work(written.batch).scripts[one.dealt.code].dealt.markers
    assert user.get_username() not in again
    assert len(set(again)) == 3
    assert find_desk(written.batch, user, one.dealt.code) is None
    assert find_barred(written.batch, written.names)[one.subject] == {user.get_username()}
    assert {"text_marked", "script_dealt", "recusal_declared"} <= HIDDEN


def test_a_tie_noted_after_the_deal_still_keeps_a_mark_out(written, cast):
    from liangcai_web.records.staff import StaffMember, StaffTie

    one = scripts(written.batch)[0]
    user = account(written, one.dealt.markers[0])
    desk = find_desk(written.batch, user, one.dealt.code)
    member = StaffMember.objects.create(organisation=cast.office, number="M1", name="某人", account=user)
    person = written.batch.candidates.get(uuid=one.subject).person
    StaffTie.objects.create(member=member, kind="kin", id_number_index=person.id_number_index, id_number_tail="0000")
    assert [finding.rule for finding in give_mark(desk, user, GOOD, now=clock.now()).findings] == ["texts.recused"]
    deal_texts(written.batch, now=clock.now(), actor=cast.team.officer)
    assert user.get_username() not in read_work(written.batch).scripts[one.dealt.code].dealt.markers


def test_nobody_marks_before_they_are_calibrated_and_who_is_too_far_off_goes_on_trying(cast, monkeypatch):
    loosen(monkeypatch, exemplars=2)
    made = prepare_written(cast, monkeypatch, candidates=1, markers=2)
    appoint_markers(made.batch, made.names, now=clock.now(), actor=cast.team.officer)
    dealt = deal_texts(made.batch, now=clock.now(), actor=cast.team.officer)
    assert [finding.rule for finding in dealt.findings] == ["marking.deal-third"]
    user, essay = made.markers[0], lambda: list_duties(made.batch, made.markers[0])[1]
    assert essay().next is None
    for response in ("样卷一", "样卷二", "样卷三"):
        assert not agree(cast, made.batch, response, GOOD)
    assert agree(cast, made.batch, "样卷", (Decimal(9), Decimal(9)))[0].rule == "marking.text-range"
    assert not agree(cast, made.batch, "监控卷", (Decimal(1), Decimal(1)), "control")
    assert len(essay().exemplars) == 3
    for points, admitted in ((POOR, False), (GOOD, False), (GOOD, True)):
        desk = find_desk(made.batch, user, essay().next)
        assert desk.exemplar
        assert give_mark(desk, user, points, now=clock.now()).value
        assert essay().calibration.admitted is admitted
    assert len(essay().open) == 2, "the answer, and the control answer among them"
    for code in essay().open:
        desk = find_desk(made.batch, user, code)
        assert not desk.exemplar
        assert give_mark(desk, user, (Decimal(1), Decimal(2)), now=clock.now()).value
    figures = next(row.figures for row in read_text_table(made.batch).markers if row.figures)
    assert (figures.marker, figures.controls, figures.control_percent) == (made.names[0], 1, Decimal("25.00"))


def test_the_office_appoints_deals_and_agrees_by_two(cast, monkeypatch):
    made = prepare_written(cast, monkeypatch, candidates=1, markers=3)
    browser, uuid = client_of(cast.team.officer), made.batch.uuid
    page = reverse("office-texts", args=[uuid])
    assert "还没有阅卷或分卷" in browser.get(page).content.decode()
    assert browser.post(reverse("office-texts-deal", args=[uuid])).status_code == 422
    wrong = browser.post(reverse("office-texts-markers", args=[uuid]), {"markers": made.names[:1]})
    assert wrong.status_code == 422
    assert "至少聘两名" in wrong.content.decode()
    assert browser.post(reverse("office-texts-markers", args=[uuid]), {"markers": made.names}).status_code == 302
    assert browser.post(reverse("office-texts-deal", args=[uuid])).status_code == 302
    typed = {"question": ESSAY_KEY, "use": "calibration", "response": "样卷", "criteria": "1 二"}
    two = {"password": PASSWORD, "second_name": "officer-2", "second_password": PASSWORD}
    refused = browser.post(reverse("office-texts-exemplar", args=[uuid]), typed | two)
    assert refused.status_code == 422
    assert "请填数字" in refused.content.decode()
    good = browser.post(reverse("office-texts-exemplar", args=[uuid]), typed | two | {"criteria": "1 2.5"})
    assert good.status_code == 302
    fact = Fact.objects.get(kind="exemplar_agreed")
    assert fact.approver == cast.team.second_officer
    assert "须先评 3 份样卷" in browser.get(page).content.decode()
