"""The twenty-two steps of a batch on its page: noted in turn, filed and returned, changed, called off by two."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.changed import change_batch, is_cancelled
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.workflow import BatchCancelled
from liangcai_web.services.workflow.steps import file_plan, judge_plan, note_step, read_workflow
from tests.web.cast import PASSWORD, admit, announce, client_of, prepare_waiting, travel
from tests.web.centre.office import at

pytestmark = pytest.mark.slow


def stands(batch, key):
    return next(state for state in read_workflow(batch, clock.now()) if state.step.key == key)


def today():
    return local_day(clock.now()).isoformat()


def text_of(response):
    return response.content.decode()


def test_a_whole_examination_leaves_only_what_people_note(cast):
    batch = travel(cast, 4).batch
    states = {state.step.key: state.standing for state in read_workflow(batch, clock.now())}
    done = {"announce", "apply", "review", "staff", "rooms", "theory", "skill", "totals"}
    done |= {"posting", "certificates", "query"}
    assert {key for key, standing in states.items() if standing == "done"} == done
    assert states["board"] == "none"
    assert states["file"] == "open"


def test_the_page_lists_every_step_with_who_and_what_it_waits_for(cast, office):
    page = text_of(office.get(at("office-batch", announce(cast))))
    assert page.count('id="step-') == 22
    assert "22 步" not in page, "a part that the level lacks is not counted"
    assert "21 步中已完成 1 步" in page
    assert "编排考场与座位" in page


def test_a_step_is_noted_in_its_turn_with_its_day_and_words(cast, office):
    batch = announce(cast)
    early = office.post(at("office-step", batch, "tickets"), {"day": today(), "words": "窗口发放"})
    assert early.status_code == 422
    assert "须等：编排考场与座位" in text_of(early)
    assert "窗口发放" in text_of(early), "what was typed stays"
    assert (
        office.post(at("office-step", batch, "plan"), {"day": today(), "words": "年度计划第 3 项"}).status_code == 302
    )
    noted = stands(batch, "plan")
    assert (noted.standing, noted.happened.note, noted.happened.by) == ("done", "年度计划第 3 项", "officer-1")
    assert (
        note_step(batch, "announce", local_day(clock.now()), "", actor=cast.team.officer, now=clock.now()).value is None
    )


@pytest.mark.parametrize("day", ["", "2026-02-30", "2999-01-01", "1999-01-01"])
def test_a_day_that_cannot_be_is_refused_beside_the_field(cast, office, day):
    batch = announce(cast)
    refused = office.post(at("office-step", batch, "plan"), {"day": day, "words": "补记"})
    assert refused.status_code == 422
    assert "补记" in text_of(refused)
    assert stands(batch, "plan").standing == "open"


def test_a_plan_is_filed_returned_filed_again_approved_and_a_change_undoes_it(cast, office):
    batch = announce(cast)
    assert office.post(at("office-file", batch)).status_code == 422, "before the review there is nothing to approve"
    admit(cast, batch, 2)
    authority = client_of(cast.authority)
    assert office.post(at("office-file", batch)).status_code == 302
    assert office.post(at("office-file", batch)).status_code == 422, "it waits already"
    assert batch.title in text_of(authority.get(reverse("authority-plans")))
    judge = reverse("authority-judge", args=[batch.uuid])
    assert authority.post(judge, {"verdict": "return", "words": " "}).status_code == 422
    assert authority.post(judge, {"verdict": "return", "words": "考评员不足"}).status_code == 302
    state = stands(batch, "file")
    assert (state.standing, state.happened.note) == ("open", "考评员不足")
    assert office.post(at("office-file", batch)).status_code == 302
    assert authority.post(judge, {"verdict": "approve", "words": ""}).status_code == 302
    assert stands(batch, "file").standing == "done"
    assert "没有待核准的方案" in text_of(authority.get(reverse("authority-plans")))
    later = batch.starts_at + timedelta(days=2)
    assert change_batch(batch, batch.title, later, "停电", actor=cast.team.officer, now=clock.now()).value is not None
    state = stands(batch, "file")
    assert state.standing == "open"
    assert "重新报备" in state.happened.note


def test_nobody_approves_a_plan_of_their_own(cast):
    batch = announce(cast)
    admit(cast, batch, 1)
    assert file_plan(batch, actor=cast.authority, now=clock.now()).value is not None
    judged = judge_plan(batch, "", approve=True, actor=cast.authority, now=clock.now())
    assert [finding.rule for finding in judged.findings] == ["workflow.own"]


def test_a_batch_is_changed_with_a_reason_and_never_once_its_papers_are_open(cast, office):
    batch = announce(cast)
    typed = {
        "title": "改期",
        "starts_at": f"{timezone.localtime(clock.now()) + timedelta(days=9):%Y-%m-%dT%H:%M}",
        "reason": "",
    }
    assert office.post(at("office-change", batch), typed).status_code == 422
    past = typed | {"reason": "停电", "starts_at": "2020-01-01T09:00"}
    refused = office.post(at("office-change", batch), past)
    assert refused.status_code == 422
    assert "开考时间须在将来" in text_of(refused)
    beyond = typed | {"reason": "停电", "starts_at": "9999-12-31T23:59"}
    assert "格式不对" in text_of(office.post(at("office-change", batch), beyond))
    assert office.post(at("office-change", batch), typed | {"reason": "停电"}).status_code == 302
    batch.refresh_from_db()
    assert batch.title == "改期"
    assert Fact.objects.filter(batch=batch.uuid, kind="batch_changed").count() == 1
    opened = prepare_waiting(cast, 2)
    assert "试卷已启封" in text_of(office.post(at("office-change", opened), typed | {"reason": "停电"}))


def test_two_people_call_a_batch_off_and_then_nothing_more_is_done_on_it(cast, office):
    batch = announce(cast)
    alone = {"reason": "人数不足", "password": PASSWORD, "second_name": "officer-1", "second_password": PASSWORD}
    assert office.post(at("office-cancel", batch), alone).status_code == 422
    assert not is_cancelled(batch)
    two = alone | {"second_name": "officer-2"}
    assert office.post(at("office-cancel", batch), two).status_code == 302
    assert is_cancelled(batch)
    page = text_of(office.get(at("office-batch", batch)))
    assert "批次已取消" in page
    assert "登记</summary>" not in page
    before = Fact.objects.count()
    answer = office.post(at("office-step", batch, "plan"), {"day": today()}, follow=True)
    assert "不再受理" in text_of(answer)
    assert Fact.objects.count() == before


def test_the_database_refuses_one_who_calls_a_batch_off_alone(cast):
    batch = announce(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        append_fact(
            batch.organisation,
            "batch_cancelled",
            BatchCancelled(reason="人数不足"),
            now=clock.now(),
            actor=cast.team.officer,
            batch=batch.uuid,
        )
