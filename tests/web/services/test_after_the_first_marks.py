"""What happens after the first marks: they stay, and every change is another fact with a reason and two names."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from liangcai.credentials.archive import MANIFEST, verify_manifest
from liangcai.credentials.judge import Verdict
from liangcai.eligibility.application import Application
from liangcai.marking.version import Amendment
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.petitions import MarkingHand, Petition
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.admission.applications import Entry, refuse_taken
from liangcai_web.services.admission.dossiers import Dossier
from liangcai_web.services.certificates.after import list_stale
from liangcai_web.services.certificates.issue import read_trust_store
from liangcai_web.services.facts import append_fact, find_break, read_facts
from liangcai_web.services.marking.bundles import make_bundle
from liangcai_web.services.marking.theory import list_forms, live_version
from liangcai_web.services.payloads.base import IrregularityNoted
from liangcai_web.services.results.decisions import read_marks
from liangcai_web.services.results.misconduct import (
    decide_case,
    file_appeal,
    hear_candidate,
    open_case,
    settle_appeal,
    withdraw_irregularity,
)
from liangcai_web.services.results.petitions import Said, file_objection, file_review, settle_objection
from liangcai_web.services.results.postings import list_passed, post_results, read_posting
from liangcai_web.services.results.rescoring import rescore_batch
from liangcai_web.services.results.score_reviews import find_mark, settle_review
from liangcai_web.services.results.versions import compare_marking, find_proposal, make_live, propose_marking
from liangcai_web.services.standing.awards import newest_award, read_decision, read_decisions
from liangcai_web.services.standing.cases import barred_until, find_case, list_barred, list_noted, own_cases
from tests.web.cast import announce, gather_cast, travel

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def cast(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return gather_cast()


@pytest.fixture
def batch(cast):
    """An examination of six that is over, decided, posted and certified."""
    found = travel(cast, 6).batch
    assert found is not None
    return found


@pytest.fixture
def two(cast):
    """What two officers do at a moment."""
    return {"now": clock.now(), "actor": cast.team.officer, "approver": cast.team.second_officer}


@pytest.fixture
def others(cast):
    """Two more officers."""
    third, fourth = (open_account(cast.office, f"officer-{number}", "x", "officer") for number in (3, 4))
    return {"now": clock.now(), "actor": third, "approver": fourth}


def seats(batch):
    return list(batch.candidates.select_related("person", "batch__organisation", "batch__standard").order_by("serial"))


def rules(findings):
    return {finding.rule for finding in findings}


def drop_wrong_ones(batch):
    """Drop every question of form A that its candidates missed most: marks have to change by it."""
    form = list_forms(batch)[0]
    return [Amendment(item_id=question.item.id, how="drop") for question in form.questions[:30]]


def test_a_wrong_key_is_proposed_compared_and_made_live_by_two(cast, batch, two):
    first = {fact.subject: fact.hash for fact in read_facts(batch.uuid, "theory_marked")}
    before, facts = read_marks(batch), Fact.objects.count()
    assert rescore_batch(batch).equal
    proposed = propose_marking(batch, drop_wrong_ones(batch), "题目超纲", actor=two["actor"], now=two["now"])
    assert proposed.ok
    compared = compare_marking(batch, find_proposal(batch, 2).version)
    assert compared.affected
    assert Fact.objects.count() == facts + 1, "to compare writes nothing"
    assert read_marks(batch) == before
    assert make_live(batch, 2, **two).ok
    changed = list(read_facts(batch.uuid, "mark_changed"))
    assert {fact.subject for fact in changed} == {one.candidate.uuid for one in compared.affected}
    assert {(fact.actor, fact.approver) for fact in changed} == {(two["actor"], two["approver"])}
    assert {fact.subject: fact.hash for fact in read_facts(batch.uuid, "theory_marked")} == first
    for one in compared.affected:
        mark = next(mark for mark in read_marks(batch)[one.candidate.uuid] if mark.kind == "theory")
        assert mark.points == one.after.points != one.before
        assert "version 2" in mark.evidence
        assert newest_award(one.candidate.uuid).kind == "award_changed"
    assert live_version(batch).number == 2
    again = rescore_batch(batch)
    assert again.equal, again.differences
    assert again.responses == 100 * again.papers
    held = {one.candidate.uuid for one in compared.affected}
    assert {one.credential.candidate.uuid for one in list_stale(batch)} <= held
    assert list_stale(batch)
    assert rules(make_live(batch, 2, **two).findings) == {"marking.version-live"}
    assert find_break(cast.office) is None


def test_a_changed_mark_in_the_log_is_found_by_scoring_again(batch):
    fact = read_facts(batch.uuid, "theory_marked")[0]
    payload = fact.payload.replace('"points":"', '"points":"1', 1)
    Fact.objects.filter(pk=fact.pk).update(payload=payload)
    found = rescore_batch(batch).differences
    assert [one.what for one in found] == ["theory", "decision"]


def test_what_cannot_be_a_marking_version_is_said_with_its_remedy(batch, two):
    item = next(question.item for question in list_forms(batch)[0].questions if question.item.type == "single")
    cases = {
        "marking.version-item": [Amendment(item_id="K9.9.9-99", how="drop")],
        "marking.version-key": [Amendment(item_id=item.id, how="rekey", keys=("Z",))],
        "marking.version-keys": [Amendment(item_id=item.id, how="rekey")],
        "marking.version-twice": [Amendment(item_id=item.id, how="drop")] * 2,
        "marking.version-empty": [],
    }
    for rule, amendments in cases.items():
        refused = propose_marking(batch, amendments, "理由", actor=two["actor"], now=two["now"])
        assert rules(refused.findings) == {rule}
        assert all(finding.remedy and finding.clause == "1.9.2" for finding in refused.findings)
    assert rules(make_live(batch, 7, **two).findings) == {"marking.version-number"}
    assert not Fact.objects.filter(kind="marking_proposed").exists()


def test_nobody_changes_a_mark_alone_and_the_first_is_given_once(batch, two):
    fact = read_facts(batch.uuid, "award_decided")[0]
    said = {"now": two["now"], "batch": batch.uuid, "subject": fact.subject}
    for kind in ("award_decided", "award_changed", "mark_changed", "misconduct_decided", "results_posted"):
        for people in ({}, {"actor": two["actor"]}, {"actor": two["actor"], "approver": two["actor"]}):
            with pytest.raises(IntegrityError), transaction.atomic():
                append_fact(batch.organisation, kind, IrregularityWords, **said, **people)
    with pytest.raises(IntegrityError), transaction.atomic():
        append_fact(batch.organisation, "theory_marked", IrregularityWords, **said)


IrregularityWords = IrregularityNoted(code="6.1", text="看了手机", evidence="监控 3", pack_id="x")


def test_misconduct_voids_a_part_after_the_candidate_was_heard_and_an_appeal_puts_it_back(cast, batch, two, others):
    passed = read_decisions(batch)
    candidate = next(one for one in seats(batch) if passed[one.uuid].passed)
    said = {"now": two["now"], "batch": batch.uuid, "subject": candidate.uuid, "actor": cast.idle_invigilator}
    notes = [append_fact(batch.organisation, "irregularity_noted", IrregularityWords, **said) for _ in range(2)]
    assert withdraw_irregularity(candidate, notes[0].hash, "记错了座位", **two).ok
    assert [one.counts for one in list_noted(batch)] == [False, True]
    wrong = open_case(candidate, "99.9", "review", "", (notes[0].hash,), actor=two["actor"], now=two["now"])
    assert rules(wrong.findings) == {f"misconduct.{name}" for name in ("code", "part", "evidence", "noted")}
    assert open_case(
        candidate, "6.1", "theory", "监控 3 第 40 分钟", (notes[1].hash,), actor=two["actor"], now=two["now"]
    ).ok
    case = own_cases(candidate)[0]
    assert rules(decide_case(case, "barred", "", **two).findings) == {
        "misconduct.measure",
        "misconduct.heard",
        "misconduct.reason",
    }
    assert hear_candidate(case, "我没有看手机。", now=two["now"]).ok
    assert decide_case(case, "part-void", "监控清楚", **two).ok
    decision = read_decision(newest_award(candidate.uuid))
    theory = next(one for one in decision.outcomes if one.kind == "theory")
    assert (theory.void, theory.points, decision.passed) == (True, None, False)
    assert "第六条" in next(reason.message.zh for reason in decision.reasons if not reason.met)
    assert [one.todo for one in list_stale(batch)] == ["revoke"]
    assert rescore_batch(batch).equal
    case = find_case(batch, case.said.case)
    late = two["now"] + timedelta(days=60)
    assert rules(file_appeal(case, "不服", now=late).findings) == {"misconduct.appeal.text"}
    appeal = file_appeal(case, "监控里不是我", now=two["now"]).value
    assert rules(settle_appeal(appeal, "重看监控", upheld=True, **two).findings) == {"misconduct.second_name"}
    assert settle_appeal(appeal, "重看监控，确不是其人", upheld=True, **others).ok
    assert read_decision(newest_award(candidate.uuid)) == passed[candidate.uuid]
    assert find_break(cast.office) is None


def test_the_gravest_bars_from_applying_for_years(cast, batch, two):
    candidate = seats(batch)[0]
    assert open_case(candidate, "8.2", "theory", "请人替考", actor=two["actor"], now=two["now"]).ok
    after = {**two, "now": two["now"] + timedelta(days=30)}
    assert decide_case(own_cases(candidate)[0], "barred", "照片不符", **after).ok, "the term to be heard is over"
    assert all(one.void for one in read_decision(newest_award(candidate.uuid)).outcomes)
    until = barred_until(candidate.person, after["now"].date())
    assert until.year == after["now"].year + 3
    barred = list_barred(batch.organisation, after["now"].date())
    assert barred == {candidate.person.pk: until}
    entry = Entry(name=candidate.person.name, id_number="", dossier=Dossier(application=Application(level=batch.level)))
    (refused,) = refuse_taken(announce(cast), (entry,), (candidate.person,), barred)
    assert str(until) in refused.message.zh
    assert list_barred(batch.organisation, until) == {}


def test_results_stand_posted_and_objections_are_answered_by_two(batch, two):
    posting = read_posting(batch)
    assert posting.sha256 == list_passed(batch).sha256
    assert all("＊" in row.name and row.ticket.startswith("…") for row in list_passed(batch).rows)
    assert rules(post_results(batch, **two).findings) == {"posting.again"}
    said = Said(text="此人没有参加考试", name="张三", contact="13000000000")
    late = file_objection(batch, said, now=two["now"])
    assert rules(late.findings) == {"objection.text"}, "the posting is over"
    during = posting.fact.at + timedelta(days=1)
    assert rules(file_objection(batch, Said(text="x"), now=during).findings) == {"objection.name"}
    kept = file_objection(batch, said, now=during).value
    assert "没有参加" not in kept.sealed
    assert settle_objection(kept, "dismissed", "签到和监控齐全", **two).ok
    assert rules(settle_objection(kept, "dismissed", "再来", **two).findings) == {"petition.settled"}
    assert not [fact for fact in Fact.objects.all() if "张三" in fact.payload]


def test_a_score_review_is_done_by_two_who_had_no_hand_in_the_mark(cast, batch, two):
    candidate = seats(batch)[0]
    during = read_posting(batch).fact.at + timedelta(days=1)
    petition = file_review(candidate, "skill", "请复核第 2 项", now=during).value
    assert rules(file_review(candidate, "skill", "再来", now=during).findings) == {"review.part"}
    assert rules(file_review(candidate, "review", "x", now=during).findings) == {"review.part"}
    late = two["now"] + timedelta(days=60)
    assert rules(file_review(candidate, "theory", "x", now=late).findings) == {"review.text"}
    assessor = Fact.objects.filter(subject=candidate.uuid, kind="sheet_signed")[0].actor
    mine = {**two, "approver": assessor}
    assert rules(settle_review(petition, Decimal("100.5"), "", **mine).findings) == {
        "petition.reason",
        "review.points",
        "review.second_name",
    }
    before = find_mark(candidate, "skill")
    assert settle_review(petition, Decimal("77.7"), "第 2 项漏登 3 分", **two).ok
    changed = find_mark(candidate, "skill")
    assert (changed.kind, changed.approver) == ("mark_changed", two["approver"])
    assert Fact.objects.filter(pk=before.pk, hash=before.hash).exists()
    assert {mark.kind: mark.points for mark in read_marks(batch)[candidate.uuid]}["skill"] == Decimal("77.7")
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkingHand.objects.create(candidate=candidate, part="skill", user=assessor, place="review")
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(approver=petition.handler)
    again = rescore_batch(batch)
    assert (again.equal, again.reviewed) == (True, 1)
    bundle = zipfile.ZipFile(io.BytesIO(make_bundle(candidate, two["now"])))
    check = verify_manifest(bundle.read(MANIFEST), read_trust_store(), clock.now())
    assert check.verdict == Verdict.VALID
    page = bundle.read("read.html").decode()
    assert candidate.ticket_number in page
    assert changed.hash in page
    assert "<script" not in page
