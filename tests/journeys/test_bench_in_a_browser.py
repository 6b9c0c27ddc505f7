"""From a bench to a certificate: a candidate works at a real bench in a browser, a panel signs, the result is told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from liangcai_host import clock
from liangcai_host.benches.client import Benches
from liangcai_host.benches.starting import can_host, run_beside
from liangcai_web.records.batches import Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.examination import close_due_benches
from liangcai_web.services.benches.packs import load_files
from liangcai_web.services.benches.reports import find_graded
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.rehearsal.bench import open_all_benches
from liangcai_web.services.rehearsal.journey import Outcome, certify, score_part, sit_theory
from liangcai_web.services.results.decisions import decide_awards
from liangcai_web.services.results.postings import post_results
from tests.data.axe import find_faults
from tests.data.benches import BenchCast, gather_bench_cast
from tests.data.hall import play_reference
from tests.journeys.live import wait_for
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not can_host(), reason="benches run on Linux"),
]
ENGINES = "liangcai_stations.hosting:ENGINES"
LATER = timedelta(days=60)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Iterator[BenchCast]:
    """An able candidate with the theory part done, and a supervisor with the real benches."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # what the office does goes on while the browser is open
    home = Path(settings.HOME)
    with run_beside(home, ENGINES) as runs:
        assert runs
        made = gather_bench_cast(monkeypatch, 1, Benches(home))
        made.people.update({key: msgspec.structs.replace(one, ability=6.0) for key, one in made.people.items()})
        sit_theory(made.batch, made.people, clock.now(), lambda *_: None)
        open_all_benches(made.batch, made.team.officer, clock.now())
        yield made


def come_in(page: Page, url: str, cast: BenchCast) -> None:
    """Sign in, find the bench, begin."""
    candidate = cast.candidates[0]
    page.goto(f"{url}/sitting")
    page.fill("#ticket_number", candidate.ticket_number)
    page.fill("#id_number", cast.id_numbers[candidate.ticket_number])
    page.click("main button.first")
    page.click("a[href='/sitting/bench']")
    page.get_by_role("button", name="开始").click()
    page.wait_for_selector("#parts button")


def do(page: Page, body: dict[str, object]) -> None:
    """One step as a person does it, by the keyboard wherever there is one."""
    match body["do"]:
        case "look":
            open_part(page, "papers")
            page.locator(f"[data-place='p-papers-{body['table']}'] button").press("Enter")
            expect(page.locator(f"[data-place='p-papers-{body['table']}'] button")).to_have_count(0)
        case "put":
            open_part(page, f"form-{body['record']}")
            fill(page, f"p-form-{body['record']}-{body['record']}-{body['field']}", body["value"])
        case "save":
            page.locator(f"#p-form-{body['record']}-{body['record']}-act-save").press("Enter")
        case "send":
            act = f"p-form-{body['record']}-{body['record']}-act-send"
            page.select_option(f"#{act}-to", str(body["to"]))
            page.locator(f"#{act}").press("Enter")


def open_part(page: Page, part: str) -> None:
    """The part, if it is not open already."""
    tab = page.locator(f"[data-part='{part}']")
    if tab.get_attribute("aria-current") != "true":
        tab.press("Enter")
        page.wait_for_selector(f"[data-place^='p-{part}-']")


def fill(page: Page, field: str, value: object) -> None:
    """A field of a form, left as people leave it."""
    if isinstance(value, list):
        for one in value:
            page.check(f"#{field}-{one}")
    elif page.locator(f"select#{field}").count():
        page.select_option(f"#{field}", str(value))
    else:
        page.fill(f"#{field}", str(value))
        page.press(f"#{field}", "Tab")


def grade_late(candidate: Candidate) -> bool:
    """What the sweep of a site does: a busy machine grades after the hand-in was answered."""
    close_due_benches(clock.now())
    return find_graded(candidate) is not None


def settle(cast: BenchCast) -> None:
    """The panel signs, two decide, the results stand long enough, certificates are signed."""
    batch, team, now, outcome = cast.batch, cast.team, clock.now(), Outcome(document="standard.txt")
    mark_theory(batch, now=now, actor=team.officer)
    score_part(batch, "skill", cast.people, now, outcome, lambda *_: None)
    two = {"actor": team.officer, "approver": team.second_officer}
    outcome.decisions = {str(key): one for key, one in decide_awards(batch, now=now, **two).items()}
    assert post_results(batch, now=now, **two).ok
    certify(batch, team, now + LATER, outcome, lambda *_: None)
    assert not [one.message.en for one in outcome.findings if one.severity == "error"]
    assert len(outcome.certificates) == 1


def test_a_candidate_goes_from_the_bench_to_the_certificate(live_server, cast: BenchCast) -> None:
    with open_page(live_server.url, width=1280) as page:
        come_in(page, live_server.url, cast)
        row = BenchAttempt.objects.select_related("pack").get()
        steps = play_reference(load_files(row.pack.sha256), row.seed)
        for body in steps[: len(steps) // 2]:
            do(page, body)
        page.route("**/bench/notes", lambda route: route.abort())
        page.fill("#notes", "8 L")
        assert find_faults(page) == []
        page.reload()  # what was done is there again, and what was typed although it reached nobody
        page.wait_for_selector("#parts button")
        expect(page.locator("#notes")).to_have_value("8 L")
        expect(page.locator("#notes-kept")).to_contain_text("还没有存上")
        page.unroute("**/bench/notes")
        for body in steps[len(steps) // 2 :]:
            do(page, body)
        expect(page.locator("#saved .words")).to_contain_text("已保存")
        expect(page.locator("#notes-kept")).to_contain_text("已保存")
        page.reload()  # now the server knows it, and this browser need not
        expect(page.locator("#notes")).to_have_value("8 L")
        assert page.evaluate("Object.keys(localStorage).filter(name => name.includes('notes'))") == []
        page.wait_for_selector("#parts button")
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert find_faults(page) == []
        page.click(".hand-in summary")
        page.get_by_role("button", name="确认提交").click()
        page.locator("h2", has_text="已交卷").wait_for()
        wait_for(lambda: grade_late(cast.candidates[0]), "the work is graded")
        settle(cast)
        page.goto(f"{live_server.url}/sitting/result")
        expect(page.locator("#verdict")).to_contain_text("合格")
        page.goto(f"{live_server.url}/sitting/bench/report")
        expect(page.locator("main")).to_contain_text("100.0 / 100")
        assert find_faults(page) == []
    assert Benches(Path(settings.HOME)).health() == ()
