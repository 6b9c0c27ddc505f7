"""A supervisor takes no other part in the batch; what was found is mended and closed; step 15 follows from it."""

import re
from datetime import timedelta

from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.supervision import Visit
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.batches.changed import cancel_batch
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact, find_break
from liangcai_web.services.payloads.base import SheetSigned
from liangcai_web.services.planning.seating import load_plan, plan_seats
from liangcai_web.services.registers.teams import make_resources
from liangcai_web.services.sittings.duties import change_duty
from liangcai_web.services.supervision.reports import read_visit, say_on
from liangcai_web.services.supervision.supervisors import list_supervisors, plan_visit, withdraw_visit
from liangcai_web.services.workflow.steps import note_step, read_workflow
from tests.data.sheets import read_pdf
from tests.web.cast import PASSWORD, announce, client_of, prepare_waiting
from tests.web.services.test_training_ties import person
from tests.web.supervisor.visiting import appoint, fill, supervise


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def plan(cast, batch, name, kind="internal", day=None):
    now = clock.now()
    return plan_visit(batch, kind, name, day or local_day(now), now=now, actor=cast.team.officer)


def words_of(result):
    return " ".join(one.message.zh for one in result.findings)


def standing(batch):
    return next(one for one in read_workflow(batch, clock.now()) if one.step.key == "supervision")


def test_whoever_watches_or_assesses_in_the_batch_cannot_supervise_it(cast):
    batch = prepare_waiting(cast, 2)
    parts = {session.kind: session.staff[0] for session in load_plan(batch).timetable.sessions}
    for name in parts.values():
        open_account(cast.office, name, None, "supervisor")
        refused = plan(cast, batch, name)
        assert refused.value is None
        assert "监考或考评" in words_of(refused)
    idle = open_account(cast.office, "assessor-idle", None, "supervisor")
    other = announce(cast)
    assert plan(cast, other, "assessor-idle").value is not None
    append_fact(
        cast.office, "sheet_signed", SheetSigned(assessor="x", rows=()), now=clock.now(), actor=idle, batch=batch.uuid
    )
    assert "监考或考评" in words_of(plan(cast, batch, "assessor-idle"))


def test_once_appointed_nobody_gives_the_supervisor_a_duty_in_the_batch(cast):
    batch = prepare_waiting(cast, 2)
    appoint(cast, batch)
    open_account(cast.office, "supervisor-1", None, "invigilator")
    room = batch.candidates.first().room
    refused = change_duty(batch, room, "supervisor-1", on=True, actor=cast.team.officer, now=clock.now())
    assert refused.value == 0
    assert "督导人员" in words_of(refused)


def test_the_plan_leaves_the_supervisor_out(cast):
    batch = announce(cast)
    resources = make_resources(batch, cast.team, 1)
    name = next(one.id for one in resources.staff if one.may_take("invigilator"))
    open_account(cast.office, name, None, "supervisor")
    assert plan(cast, batch, name).value is not None
    refused = plan_seats(batch, [person(cast.office, 1)], resources, now=clock.now())
    assert refused.value is None
    assert refused.findings


def test_who_became_an_assessor_meanwhile_cannot_sign(cast):
    batch = announce(cast)
    visit = appoint(cast, batch)
    said = SheetSigned(assessor="x", rows=())
    append_fact(cast.office, "sheet_signed", said, now=clock.now(), actor=cast.supervisor, batch=batch.uuid)
    browser = client_of(cast.supervisor)
    refused = browser.post(reverse("supervision-visit", args=[visit.uuid]), {**fill(visit), "act": "sign"})
    assert refused.status_code == 422
    assert "不能督导本批次" in text_of(refused)


def test_from_outside_means_from_outside(cast):
    batch = announce(cast)
    far = found_organisation(name="督导中心", name_en="Centre", code="0009", province="00", site="000008")
    open_account(far, "far-1", PASSWORD, "supervisor")
    open_account(far, "near-1", PASSWORD, "supervisor")
    open_account(cast.office, "near-1", PASSWORD, "author")
    assert "没有这个督导账户" in words_of(plan(cast, batch, "far-1"))
    assert "不能是本机构" in words_of(plan(cast, batch, "near-1", "external"))
    assert list_supervisors(batch, "external") == ("far-1", "stranger-1")
    page = reverse("authority-supervision-batch", args=[batch.uuid])
    browser = client_of(cast.authority)
    assert browser.post(page, {"supervisor": "nobody", "day": "2026-12-01"}).status_code == 422
    day = local_day(clock.now())
    assert browser.post(page, {"supervisor": "far-1", "day": day}).url == page
    assert "far-1" in text_of(browser.get(reverse("authority-supervision")))
    own = client_of(Visit.objects.get().supervisor).get(reverse("supervision"))
    assert batch.title in text_of(own)


def test_what_an_appointment_needs(cast):
    batch = announce(cast)
    assert "没有这个督导账户" in words_of(plan(cast, batch, "nobody"))
    assert "没有这个督导账户" in words_of(plan(cast, batch, "assessor-idle"))
    early = local_day(batch.opened_at) - timedelta(days=1)
    assert "日期" in words_of(plan(cast, batch, "supervisor-1", day=early))
    visit = appoint(cast, batch)
    assert "已选派" in words_of(plan(cast, batch, "supervisor-1"))
    people = {"now": clock.now(), "actor": cast.team.officer}
    assert withdraw_visit(visit, " ", **people) is not None
    assert withdraw_visit(visit, "改期", **people) is None
    assert plan(cast, batch, "supervisor-1").value is not None
    second = cast.team.second_officer
    other = announce(cast)
    cancel_batch(other, "不办了", actor=cast.team.officer, approver=second, now=clock.now())
    assert "已取消" in words_of(plan(cast, other, "supervisor-1"))


def test_the_form_is_filled_in_kept_and_signed_once(cast):
    batch = announce(cast)
    visit = appoint(cast, batch)
    browser, page = client_of(cast.supervisor), reverse("supervision-visit", args=[visit.uuid])
    assert browser.post(page, {"seen-plan": "fails", "words-plan": "写了一半", "act": "save"}).url == page
    kept = browser.get(page).content.decode()
    assert "写了一半" in kept
    assert 'name="seen-plan" value="fails" checked' in kept
    refused = browser.post(page, {"seen-plan": "fails", "act": "sign", "remark": "记着"})
    assert refused.status_code == 422
    assert "请选择所见" in text_of(refused)
    assert "记着" in refused.content.decode()
    assert not Fact.objects.filter(kind="visit_signed").exists()
    whole = fill(visit, staff="少一人") | {"words-other-0": "走廊嘈杂", "weight-other-0": "major", "act": "sign"}
    assert browser.post(page, whole).url == page
    state = read_visit(visit)
    assert [(one.found.point, one.found.weight) for one in state.findings] == [("staff", "serious"), ("", "major")]
    assert browser.post(page, whole).status_code == 422
    assert "少一人" in text_of(browser.get(page))
    assert read_pdf_of(browser, visit)


def read_pdf_of(browser, visit):
    return browser.get(reverse("supervision-report", args=[visit.uuid])).content.startswith(b"%PDF")


def test_nobody_signs_before_the_day_of_the_visit(cast):
    batch = announce(cast)
    ahead = plan(cast, batch, "supervisor-1", day=local_day(clock.now()) + timedelta(days=1)).value
    browser = client_of(cast.supervisor)
    refused = browser.post(reverse("supervision-visit", args=[ahead.uuid]), {**fill(ahead), "act": "sign"})
    assert "不能提前签字" in text_of(refused)


def test_the_office_answers_and_the_supervisor_closes_or_gives_back(cast):
    batch = announce(cast)
    visit = supervise(cast, batch, staff="少一人")
    office, own = client_of(cast.team.officer), client_of(cast.supervisor)
    answer = reverse("office-supervision-answer", args=[batch.uuid, visit.uuid, 1])
    judge = reverse("supervision-finding", args=[visit.uuid, 1])
    assert own.post(judge, {"act": "close", "words": "看过"}).status_code == 422
    assert office.post(answer, {"words": " "}).status_code == 422
    assert office.post(answer, {"words": "已补派一名监考"}).status_code == 302
    assert office.post(answer, {"words": "再说一次"}).status_code == 422
    assert own.post(judge, {"act": "return", "words": "没有名单"}).status_code == 302
    assert office.post(answer, {"words": "名单附后"}).status_code == 302
    assert own.post(judge, {"act": "close", "words": "已核对名单"}).status_code == 302
    assert own.post(judge, {"act": "close", "words": "再关一次"}).status_code == 422
    (mending,) = read_visit(visit).findings
    assert [word.act for word in mending.said] == ["answered", "returned", "answered", "closed"]
    page = text_of(office.get(reverse("office-supervision", args=[batch.uuid])))
    for words in ("少一人", "名单附后", "已核对名单", "已办结"):
        assert words in page
    assert find_break(cast.office) is None


def test_a_supervisor_cannot_answer_and_an_officer_cannot_close(cast):
    batch = announce(cast)
    visit = supervise(cast, batch)
    refused = say_on(visit, 1, "answered", "自己答复", now=clock.now(), actor=cast.supervisor)
    assert refused.value is None
    assert say_on(visit, 1, "answered", "x", now=clock.now(), actor=cast.team.officer).value
    assert say_on(visit, 1, "closed", "x", now=clock.now(), actor=cast.team.officer).value is None
    assert say_on(visit, 9, "answered", "x", now=clock.now(), actor=cast.team.officer).value is None


def test_step_fifteen_follows_from_the_visits_and_cannot_be_noted_by_hand(cast):
    batch = prepare_waiting(cast, 2)
    assert standing(batch).happened is None
    noted = note_step(batch, "supervision", local_day(clock.now()), "x", actor=cast.team.officer, now=clock.now())
    assert noted.value is None
    visit = supervise(cast, batch)
    assert (standing(batch).standing, standing(batch).happened.count, standing(batch).happened.of) == ("open", 0, 1)
    say_on(visit, 1, "answered", "补派", now=clock.now(), actor=cast.team.officer)
    assert standing(batch).standing == "open"
    say_on(visit, 1, "closed", "属实", now=clock.now(), actor=cast.supervisor)
    assert standing(batch).standing == "done"
    far = found_organisation(name="督导中心", name_en="Centre", code="0009", province="00", site="000008")
    open_account(far, "far-1", None, "supervisor")
    assert plan(cast, batch, "far-1", "external").value is not None
    assert (standing(batch).standing, standing(batch).happened.of) == ("open", 2)


def test_a_visit_without_findings_is_settled_when_it_is_signed(cast):
    batch = prepare_waiting(cast, 2)
    visit = appoint(cast, batch)
    browser = client_of(cast.supervisor)
    browser.post(reverse("supervision-visit", args=[visit.uuid]), {**fill(visit), "act": "sign"})
    assert read_visit(visit).settled
    assert standing(batch).standing == "done"


def test_a_supervisor_sees_no_visit_of_another_and_no_other_page_of_the_batch(cast):
    batch = announce(cast)
    visit = supervise(cast, batch)
    other = open_account(cast.office, "supervisor-2", PASSWORD, "supervisor")
    browser = client_of(other)
    assert batch.title not in text_of(browser.get(reverse("supervision")))
    for name in ("supervision-visit", "supervision-report"):
        assert browser.get(reverse(name, args=[visit.uuid])).status_code == 404
    assert client_of(cast.supervisor).get(reverse("office-batch", args=[batch.uuid])).status_code == 403


def test_the_report_prints_every_point_and_every_word(cast, tmp_path):
    from liangcai_web.services.printing.supervision import print_report

    batch = prepare_waiting(cast, 2)
    visit = supervise(cast, batch, staff="少一名监考人员")
    say_on(visit, 1, "answered", "已补派", now=clock.now(), actor=cast.team.officer)
    printed = print_report(read_visit(visit))
    text = read_pdf(printed)
    for words in ("少一名监考人员", "已补派", "1.9.3", "supervisor-1", "尚未办结"):
        assert words in text, words
    import os
    from pathlib import Path

    if out := os.environ.get("REPORT_PDF"):
        Path(out).write_bytes(printed.value)
