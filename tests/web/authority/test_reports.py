"""Workflow steps 18 and 19: a report is handed in, returned with remarks row by row, handed in again, accepted."""

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.reports import Report
from liangcai_web.services.facts import find_break
from liangcai_web.services.workflow.reports import draft_report, judge_report, submit_report
from liangcai_web.services.workflow.steps import read_workflow
from tests.web.cast import client_of, travel
from tests.web.centre.office import at, text_of


@pytest.fixture
def batch(cast):
    """An examination that is over."""
    return travel(cast, 4).batch


def hand_in(cast, batch, name="report-results", note=""):
    """What the officer's form answers."""
    path = at("office-reports", batch)
    return client_of(cast.team.officer).post(path, {"pack": name, "note": note})


def judge(cast, report, verdict, **given):
    """What the authority's form answers."""
    path = reverse("authority-report", args=[report.uuid])
    return client_of(cast.authority).post(path, {"verdict": verdict, **given})


def test_a_report_goes_there_and_back_with_remarks_and_is_accepted(cast, batch):
    assert hand_in(cast, batch).status_code == 302
    first = Report.objects.get()
    candidate = batch.candidates.first()
    remark = {f"remark-{candidate.ticket_number}": "姓名与证件不符，请核对"}
    assert judge(cast, first, "return", **remark).status_code == 302
    page = text_of(client_of(cast.team.officer).get(at("office-reports", batch)))
    for word in ("已退回", candidate.ticket_number, "姓名与证件不符，请核对", "改后重报"):
        assert word in page
    candidate.person.name = "改正的姓名"
    candidate.person.save()
    assert hand_in(cast, batch, note="姓名已改").status_code == 302
    second = Report.objects.get(version=2)
    seen = text_of(client_of(cast.authority).get(reverse("authority-report", args=[second.uuid])))
    for word in ("与上一版相比有 1 行不同", "有变", "姓名已改", "改正的姓名"):
        assert word in seen
    assert judge(cast, second, "accept").status_code == 302
    kinds = Fact.objects.filter(kind__startswith="report_").order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["report_submitted", "report_returned", "report_submitted", "report_accepted"]
    assert find_break(cast.office) is None
    assert next(one for one in read_workflow(batch, clock.now()) if one.step.key == "report").standing == "done"
    for fact in Fact.objects.filter(kind__startswith="report_"):
        assert "改正的姓名" not in fact.payload


def test_what_was_typed_stays_where_the_word_is_refused(cast, batch):
    hand_in(cast, batch)
    report, ticket = Report.objects.get(), batch.candidates.first().ticket_number
    answer = judge(cast, report, "accept", **{f"remark-{ticket}": "再看一眼"})
    assert answer.status_code == 422
    assert "有逐行意见时请退回" in text_of(answer)
    assert 'value="再看一眼"' in answer.content.decode()
    assert judge(cast, report, "return").status_code == 422
    assert judge(cast, report, "return", words="缺页").status_code == 302
    assert judge(cast, report, "accept").status_code == 422


def test_one_waits_at_a_time_nothing_is_reported_twice_and_nobody_judges_their_own(cast, batch):
    assert hand_in(cast, batch).status_code == 302
    assert "等待主管部门核验" in text_of(hand_in(cast, batch))
    report = Report.objects.get()
    own = judge_report(report, "", {}, accept=True, actor=cast.team.officer, now=clock.now())
    assert [one.rule for one in own.findings] == ["report.own"]
    judge(cast, report, "accept")
    assert "不必再报" in text_of(hand_in(cast, batch))
    assert Report.objects.count() == 1
    assert hand_in(cast, batch, "report-of-nothing").status_code == 422


def test_a_wrong_cell_keeps_a_report_from_being_handed_in(cast, batch):
    person = batch.candidates.first().person
    person.name = ""
    person.save()
    answer = hand_in(cast, batch)
    assert answer.status_code == 422
    assert "「姓名」不能为空" in text_of(answer)
    assert not Report.objects.exists()


def test_certificates_are_reported_with_their_numbers_as_a_file(cast, batch):
    made = submit_report(batch, "report-certificates", "", actor=cast.team.officer, now=clock.now())
    assert made.value is not None, made.findings
    draft = draft_report(batch, "report-certificates")
    assert made.value.count == batch.candidates.exclude(credentials=None).count() == len(draft.table.rows)
    for client, path in (
        (client_of(cast.authority), reverse("authority-report-file", args=[made.value.uuid, "csv"])),
        (client_of(cast.team.officer), reverse("office-report-file", args=[batch.uuid, made.value.uuid, "csv"])),
    ):
        text = client.get(path).content.decode("utf-8-sig")
        assert draft.table.rows[0][0] in text
        assert client.get(path.replace(".csv", ".exe")).status_code == 404


def test_what_was_changed_behind_its_back_is_told_to_the_authority(cast, batch):
    hand_in(cast, batch)
    report = Report.objects.get()
    Report.objects.update(rows=report.rows.replace("合格 passed", "合格 Passed"))
    page = text_of(client_of(cast.authority).get(reverse("authority-report", args=[report.uuid])))
    assert "内容与上报时不同" in page
