"""The yearly plan: items filed, returned, approved; batches from it; what was planned against what was done."""

import pytest
from django.urls import reverse

import liangcai_reference
from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.plans import PlanItem
from liangcai_web.services.batches.plans import file_year, judge_year, read_year
from liangcai_web.services.facts import find_break
from liangcai_web.services.workflow.steps import read_workflow
from tests.web.applicant.applying import hand_in
from tests.web.cast import client_of

KEY, YEAR = liangcai_reference.list_occupations()[0], 2027
ITEM = {"place": f"{KEY}/初级|", "month": "5", "people": "30", "site": "第一考点"}


def page(name="office-plan", *arguments):
    return reverse(name, args=arguments or [YEAR])


def add(office, **more):
    return office.post(page(), {**ITEM, **more})


def judge(cast, verdict, words=""):
    said = {"verdict": verdict, "words": words}
    return client_of(cast.authority).post(page("authority-year"), said)


def test_an_item_is_added_filed_returned_filed_again_and_approved(cast, office):
    assert add(office).status_code == 302
    assert office.post(page("office-plan-file")).status_code == 302
    assert add(office).status_code == 422, "what lies with the authority is not changed"
    assert office.post(page("office-plan-file")).status_code == 422
    assert judge(cast, "return").status_code == 422, "not without a reason"
    assert judge(cast, "return", "人数偏少").status_code == 302
    assert "人数偏少" in office.get(page()).content.decode()
    assert add(office, month="9", people="60").status_code == 302
    assert office.post(page("office-plan-file")).status_code == 302
    assert "第一考点" in client_of(cast.authority).get(reverse("authority-plans")).content.decode()
    assert judge(cast, "approve").status_code == 302
    state = read_year(cast.office, YEAR)
    assert (state.standing, state.changed, state.planned) == ("approved", False, 90)
    kinds = Fact.objects.filter(kind__startswith="year_").order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["year_filed", "year_returned", "year_filed", "year_approved"]
    assert find_break(cast.office) is None


def test_a_batch_is_announced_from_an_approved_item_only_and_step_1_follows(cast, office):
    add(office)
    item = PlanItem.objects.get()
    address = f"{page('office-announce', item.standard.sha256)}?item={item.uuid}"
    assert "据年度计划公告" in office.get(address).content.decode()
    said = {"place": "初级|", "title": "五月批次", "starts_at": "2027-05-20T09:00"}
    assert office.post(address, said).status_code == 422, "not approved yet"
    office.post(page("office-plan-file"))
    judge(cast, "approve")
    other = said | {"place": "中级|"} if "中级|" in office.get(address).content.decode() else None
    if other:
        assert office.post(address, other).status_code == 422, "another level is not what was planned"
    assert office.post(address, said).status_code == 302
    batch = Batch.objects.get(title="五月批次")
    assert batch.plan_item == item
    first = read_workflow(batch, clock.now())[0]
    assert (first.step.key, first.standing) == ("plan", "done")


def test_planned_and_done_are_held_against_each_other(cast, office):
    add(office)
    office.post(page("office-plan-file"))
    judge(cast, "approve")
    item = PlanItem.objects.get()
    address = f"{page('office-announce', item.standard.sha256)}?item={item.uuid}"
    office.post(address, {"place": "初级|", "title": "五月批次", "starts_at": "2027-05-20T09:00"})
    for serial in (1, 2):
        hand_in(Batch.objects.get(title="五月批次"), serial)
    (row,) = read_year(cast.office, YEAR).rows
    assert (row.applied, row.seated, row.difference) == (2, 0, -30)
    shown = office.get(page()).content.decode()
    assert "-30" in shown and "五月批次" in shown
    assert office.post(page("office-plan-remove", item.uuid), follow=True).status_code == 200
    assert PlanItem.objects.get().removed_at is None, "a batch stands on it"


def test_an_approved_plan_that_is_changed_is_to_be_filed_again(cast, office):
    add(office)
    office.post(page("office-plan-file"))
    judge(cast, "approve")
    add(office, month="11")
    assert read_year(cast.office, YEAR).changed
    assert "须重新上报" in office.get(page()).content.decode()
    late = PlanItem.objects.get(month=11)
    address = f"{page('office-announce', late.standard.sha256)}?item={late.uuid}"
    assert office.post(address, {"place": "初级|", "title": "x", "starts_at": "2027-11-20T09:00"}).status_code == 422
    office.post(page("office-plan-remove", late.uuid))
    assert not read_year(cast.office, YEAR).changed


@pytest.mark.parametrize(
    "typed",
    [
        {"month": "13"},
        {"month": "0"},
        {"month": "五"},
        {"people": "0"},
        {"people": "-1"},
        {"people": "9" * 30},
        {"place": "x/y|"},
    ],
)
def test_what_cannot_be_planned_stays_typed_with_the_fault_beside_it(cast, office, typed):
    refused = add(office, **typed)
    assert refused.status_code == 422
    assert "第一考点" in refused.content.decode()
    assert not PlanItem.objects.exists()


def test_years_that_are_none_and_plans_of_others_are_not_found(cast, office):
    assert office.get(page("office-plan", 1066)).status_code == 404
    add(office)
    item = PlanItem.objects.get()
    stranger = client_of(cast.stranger)
    assert stranger.post(page("office-plan-remove", item.uuid)).status_code == 404
    assert "第一考点" not in stranger.get(page()).content.decode()
    assert stranger.post(page("office-plan-file")).status_code == 422, "an empty plan is not filed"


def test_nobody_approves_a_plan_of_their_own(cast, office):
    add(office)
    file_year(cast.office, YEAR, actor=cast.authority, now=clock.now())
    own = judge_year(cast.office, YEAR, "", approve=True, actor=cast.authority, now=clock.now())
    assert own.value is None and own.findings[0].rule == "plan.own"
