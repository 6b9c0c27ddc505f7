"""The report of a bench as PDF: each check for the office, requirements for the candidate, the hashes of the fact."""

import msgspec
import pytest

from liangcai.findings import Message, Result
from liangcai_host import clock
from liangcai_host.typesetting.fonts import spell_missing
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.reports import describe_attempt, find_graded
from liangcai_web.services.facts import newest_fact, read_payload
from liangcai_web.services.payloads.benches import BenchGraded
from liangcai_web.services.printing import benches as sheets
from liangcai_web.services.printing.benches import print_bench_report
from liangcai_web.services.rehearsal.bench import open_all_benches, work_at_bench
from tests.data.benches import BenchCast, decide_first, gather_bench_cast
from tests.data.hall import play_half
from tests.data.sheets import read_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch) -> BenchCast:
    """Two candidates; the first has worked at the bench, for which it lost 40 seconds by its own fault."""
    made = gather_bench_cast(monkeypatch)
    open_all_benches(made.batch, made.team.officer, clock.now())
    assert work_at_bench(made.candidates[0], 1.0, play_half, clock.now()).value is not None
    BenchAttempt.objects.update(lost=40, granted=300)
    return made


def squeeze(text: str) -> str:
    """A text without its spaces, as it is read from a PDF."""
    return "".join(text.split())


def test_the_office_has_each_check_with_what_was_seen_and_wanted_and_what_proves_it(cast):
    candidate = cast.candidates[0]
    row = find_graded(candidate)
    page, graded = describe_attempt(row), newest_fact(candidate.uuid, "bench_graded")
    text = squeeze(read_pdf(print_bench_report(candidate, full=True)))
    said = read_payload(graded, BenchGraded)
    facts = (candidate.person.name, candidate.ticket_number, page.pack, row.seed, "40秒", "+300秒")
    hashes = (said.report_sha256, said.evidence_sha256, said.pack_sha256, graded.hash)
    checks = [words for one in page.checks for words in (one.name.zh, one.seen.zh, one.wanted.zh, one.status.zh)]
    requirements = [f"{one.earned}/{one.possible}" for one in page.requirements]
    for word in (*facts, *hashes, *checks, *requirements, f"{page.earned}/{page.possible}"):
        assert squeeze(word) in text, word


def test_the_candidate_has_the_requirements_and_what_to_train_and_no_check_and_no_seed(cast):
    candidate = cast.candidates[0]
    row = find_graded(candidate)
    page = describe_attempt(row)
    text = squeeze(read_pdf(print_bench_report(candidate, full=False)))
    assert page.train
    for one in page.requirements:
        assert squeeze(f"{one.number} {one.text}") in text
    assert squeeze(page.train[0].knowledge[0]) in text
    assert page.report in text
    assert row.seed not in text
    assert "逐项检查" not in text
    assert not [one.name.zh for one in page.checks if squeeze(one.name.zh) in text]


def test_there_is_none_before_a_bench_is_graded(cast):
    assert print_bench_report(cast.candidates[1], full=True).value is None


def test_a_character_that_the_font_lacks_is_written_by_its_number(cast, monkeypatch):
    """What a check saw may be what somebody typed."""
    candidate, seen = cast.candidates[0], Message("5 L \U0001f600", "5 L \U0001f600")
    page = describe_attempt(find_graded(candidate))
    checks = (msgspec.structs.replace(page.checks[0], seen=seen),)
    monkeypatch.setattr(sheets, "describe_attempt", lambda _row: msgspec.structs.replace(page, checks=checks))
    assert "[U+1F600]" in read_pdf(print_bench_report(candidate, full=True))
    assert spell_missing("5 L") == "5 L"


def test_a_candidate_gets_the_own_one_once_the_award_is_decided(monkeypatch):
    cast = gather_bench_cast(monkeypatch)
    candidate = decide_first(cast)
    client = cast.sign_in(candidate)
    assert "/sitting/bench/report.pdf" in client.get("/sitting/bench/report").content.decode()
    printed = client.get("/sitting/bench/report.pdf")
    assert (printed["Content-Type"], printed["Cache-Control"]) == ("application/pdf", "no-store")
    text = squeeze(read_pdf(Result(printed.content)))
    assert squeeze(candidate.person.name) in text
    assert squeeze(cast.candidates[1].person.name) not in text
    assert "逐项检查" not in text
