"""The pages of what comes after the first marks, as the office, a candidate and the public use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from liangcai.items.model import hash_item
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.marking.theory import list_forms
from liangcai_web.services.printing.misconduct import build_case
from liangcai_web.services.results.decisions import read_marks
from liangcai_web.services.results.item_history import list_doubts
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.standing.cases import own_cases
from tests.web.cast import approval, client_of, travel

pytestmark = pytest.mark.slow


@pytest.fixture
def world(cast):
    batch = travel(cast, 4).batch
    return cast, batch, client_of(cast.team.officer)


def at(name, *args):
    return reverse(name, args=args)


def sitter(candidate):
    """The browser of a candidate who has signed in again."""
    client = client_of(None)
    client.cookies["sitting"] = open_journal().open_session(str(candidate.uuid))
    return client


def test_a_key_is_mended_on_the_pages_by_two(world):
    cast, batch, office = world
    page = at("office-versions", batch.uuid)
    wrong = office.post(page, {"item": "K9", "how": "drop", "reason": "命题组认定"})
    assert wrong.status_code == 422
    assert "没有试题 K9" in wrong.content.decode()
    assert 'value="K9"' in wrong.content.decode(), "what was typed stays"
    item = list_forms(batch)[0].questions[0].item
    keys = "\n".join(item.choices) if len(item.key) == 1 else item.key
    assert office.post(page, {"item": item.id, "how": "rekey", "keys": keys, "reason": "命题组认定"}).status_code == 302
    compare = at("office-version", batch.uuid, 2)
    before = read_marks(batch)
    assert "前后比对" in office.get(compare).content.decode()
    assert office.post(compare, approval("officer-1")).status_code == 422
    assert read_marks(batch) == before
    assert office.post(compare, approval()).status_code == 302
    assert Fact.objects.get(kind="marking_made_live").approver == cast.team.second_officer
    standard = batch_standard(batch)
    shelf = Shelf(organisation=cast.office, standard=standard, level=batch.level)
    doubt = list_doubts(shelf, item.id)
    assert [(one.batch, one.number, one.amendment.how, one.reason) for one in doubt] == [
        (batch, 2, "rekey", "命题组认定")
    ]
    assert doubt[0].sha256 == hash_item(item) and list_doubts(shelf, "K9") == ()
    told = office.get(at("bank-item", f"{standard.code}-{standard.edition}", batch.level, item.id)).content.decode()
    assert "考后更正答案" in told and batch.title in told and "组卷仍用那次考试用的版本" in told
    again = office.post(at("office-rescore", batch.uuid)).content.decode()
    assert "与已公布的完全一致" in again


def test_a_candidate_asks_speaks_and_appeals_and_the_public_objects(world, monkeypatch):
    _, batch, office = world
    candidate = batch.candidates.order_by("serial")[0]
    day = read_posting(batch).fact.at + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: day)
    monkeypatch.setattr("liangcai_web.public.views_posting.now", lambda: day)
    mine = sitter(candidate)
    empty = mine.post("/sitting/petition", {"kind": "review", "part": "theory", "text": " "})
    assert empty.status_code == 422
    assert "请写明理由" in empty.content.decode()
    assert mine.post("/sitting/petition", {"kind": "review", "part": "theory", "text": "复核"}).status_code == 302
    assert "办理中" in mine.get("/sitting/result").content.decode()
    public = client_of(None)
    listed = public.get(at("posting", batch.uuid)).content.decode()
    assert candidate.ticket_number not in listed
    assert candidate.person.name not in listed
    said = {"name": "王某", "contact": "13900000000", "text": "末四位 0001 没有到场"}
    assert public.post(at("posting", batch.uuid), {**said, "name": ""}).status_code == 422
    assert public.post(at("posting", batch.uuid), said).status_code == 302
    charge = {"ticket": candidate.ticket_number, "code": "6.1", "part": "theory", "evidence": "监控 3 号机"}
    assert office.post(at("office-misconduct", batch.uuid), {**charge, "ticket": "0"}).status_code == 422
    assert office.post(at("office-misconduct", batch.uuid), charge).status_code == 302
    case = own_cases(candidate)[0].said.case
    assert "监控 3 号机" in mine.get("/sitting/result").content.decode()
    decide = at("office-case", batch.uuid, case)
    early = office.post(decide, approval(measure="part-void", reason="监控清楚"))
    assert "还没有听取考生的陈述" in early.content.decode()
    assert mine.post("/sitting/petition", {"kind": "hearing", "case": case, "text": "我没有"}).status_code == 302
    assert office.post(decide, approval(measure="part-void", reason="监控清楚")).status_code == 302
    page = mine.get("/sitting/result").content.decode()
    assert "成绩无效" in page and f"/sitting/notice?case={case}" in page
    told = mine.get(f"/sitting/notice?case={case}").content
    assert told[:4] == b"%PDF" and told == office.get(at("office-case-notice", batch.uuid, case)).content
    assert mine.get(f"/sitting/notice?case={batch.uuid}").status_code == 302, "another's case is none"
    sheet = build_case(own_cases(candidate)[0])
    said = " ".join(one.zh for one in (*sheet.taken.effects, *sheet.rights))
    for words in ("理论知识考试：成绩无效", str(own_cases(candidate)[0].decided.appeal_until), "没有参与本决定的两人"):
        assert words in said
    assert sheet.evidence == ("监控 3 号机",) and sheet.taken.reason == ("监控清楚",) and sheet.code == "6.1"
    assert mine.post("/sitting/petition", {"kind": "appeal", "case": case, "text": "不服"}).status_code == 302
    assert "违纪处理申诉" in office.get(at("office-posting", batch.uuid)).content.decode()
    appeal = batch.petitions.get(kind="appeal")
    mine_again = office.post(at("office-petition", batch.uuid, appeal.uuid), approval(outcome="changed", reason="重看"))
    assert "不能办理申诉" in mine_again.content.decode()
    objection = batch.petitions.get(kind="objection")
    settled = approval(outcome="upheld", reason="签到齐全")
    assert office.post(at("office-petition", batch.uuid, objection.uuid), settled).status_code == 302
