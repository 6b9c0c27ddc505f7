"""The candidate's pages: each says what comes next, keeps what was typed, and shows nothing of others or of keys."""

import re
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from liangcai.award.decide import PartMark, decide_award
from liangcai_host import clock
from liangcai_web.records.batches import Candidate
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import AwardDecided
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.journal import read_attempt
from tests.data.cast import OPENED, Cast, gather_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """A batch whose papers are open, with two candidates."""
    return gather_cast()


@pytest.fixture
def candidate(cast: Cast, client: Client) -> Candidate:
    """The first candidate, signed in with the client."""
    first = cast.candidates[0]
    response = client.post("/sitting", typed(cast, first))
    assert response.status_code == 302
    return first


def typed(cast: Cast, candidate: Candidate) -> dict[str, str]:
    """What a candidate types to sign in."""
    ticket = candidate.ticket_number
    return {"ticket_number": ticket, "id_number": cast.id_numbers[ticket]}


def read(client: Client, path: str) -> str:
    """A page that must be there."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
    return response.content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sign_in_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(client: Client, lang: str) -> None:
    response = client.post(f"/sitting?lang={lang}", {"ticket_number": "26-<x>", "id_number": "0000002000010100"})
    page = response.content.decode()
    assert response.status_code == 400
    assert 'value="26-&lt;x&gt;"' in page
    assert 'value="0000002000010100"' in page
    assert re.search(r'id="ticket_number"[^>]*aria-invalid="true"', page)
    assert not re.search(r'id="id_number"[^>]*aria-invalid="true"', page)
    assert ("准考证号由" in page) == (lang == "zh")


def test_the_cookie_is_unseen_by_scripts_and_stays_with_the_sitting(cast: Cast, client: Client) -> None:
    client.post("/sitting", typed(cast, cast.candidates[0]))
    cookie = client.cookies["sitting"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/sitting")


@pytest.mark.parametrize("path", ["instructions", "paper", "state", "hand-in", "result"])
def test_a_stranger_is_led_to_the_sign_in(client: Client, path: str) -> None:
    response = client.get(f"/sitting/{path}")
    assert (response.status_code, response.headers["Location"]) == (302, "/sitting")


@pytest.mark.parametrize("path", ["start", "hand-in"])
def test_a_stranger_changes_nothing(client: Client, path: str) -> None:
    assert client.post(f"/sitting/{path}").headers["Location"] == "/sitting"


def test_changes_need_the_token_against_forgery(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("", "/start", "/hand-in", "/sign-out"):
        assert client.post(f"/sitting{path}").status_code == 403


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_instructions_show_rules_with_their_clauses_and_no_full_name_or_number(
    candidate: Candidate, client: Client, cast: Cast, lang: str
) -> None:
    page = read(client, f"/sitting/instructions?lang={lang}")
    assert "考***" in page
    assert candidate.person.name not in page
    assert cast.id_numbers[candidate.ticket_number] not in page
    assert ">1.9.4</a>" in page
    assert ">1.9.2</a>" in page
    assert ("开始答题" in page) == (lang == "zh")


def test_sealed_papers_show_no_start(client: Client) -> None:
    sealed = gather_cast(unsealed=False)
    client.post("/sitting", typed(sealed, sealed.candidates[0]))
    assert "/sitting/start" not in read(client, "/sitting/instructions")
    assert client.post("/sitting/start").status_code == 409


def test_the_paper_shows_every_question_and_no_key_rationale_or_answer(
    candidate: Candidate, client: Client, cast: Cast
) -> None:
    assert client.get("/sitting/paper").headers["Location"] == "/sitting/instructions"
    client.post("/sitting/start")
    page = read(client, "/sitting/paper")
    form = next(form for form in cast.forms.forms if form.id == candidate.form)
    assert page.count('class="question"') == len(form.questions)
    assert all(question.item.stem in page for question in form.questions)
    assert not re.search(r'rationale|difficulty|"key"|见要求|name="q\d+"[^>]*checked', page)
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


def test_the_paper_opens_at_the_question_asked_for(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    for asked, shown in (("3", "3"), ("0", "1"), ("9999", None), ("x", "1"), ("²", "1")):
        page = read(client, f"/sitting/paper?q={asked}")
        opened = re.findall(r'id="q(\d+)"[^>]*data-type="\w+">', page)
        assert opened == [shown or str(page.count('class="question"'))]


def test_answers_come_back_on_the_page_and_in_the_state(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    paper = sittings.load_paper(candidate)
    assert paper is not None
    question = sittings.present_paper(candidate, paper).questions[0]
    value = "T" if question.type == "truefalse" else "A"
    sittings.record_answers(candidate, {question.item_id: value}, clock.now())
    page = read(client, "/sitting/paper")
    kept = re.search(r'<script id="state" type="application/json">(.*?)</script>', page)
    assert kept
    assert msgspec.json.decode(kept[1])["answers"] == {question.item_id: [value, 1]}
    state = msgspec.json.decode(client.get("/sitting/state").content)
    assert state["answers"] == {question.item_id: [value, 1]}


def test_handing_in_asks_once_more_and_lists_what_is_blank(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    page = read(client, "/sitting/hand-in")
    assert 'href="/sitting/paper?q=1"' in page
    assert read_attempt(str(candidate.uuid)).handed_in is None
    assert client.post("/sitting/hand-in").headers["Location"] == "/sitting/result"
    assert "已交卷" in read(client, "/sitting/result")
    assert client.get("/sitting/paper").headers["Location"] == "/sitting/result"


def test_when_time_is_up_the_paper_leads_to_a_page_that_says_so(
    candidate: Candidate, client: Client, cast: Cast
) -> None:
    long_ago = clock.now() - timedelta(days=1)
    sittings.open_attempt(candidate, sittings.load_paper(candidate), long_ago)
    assert client.get("/sitting/paper").headers["Location"] == "/sitting/result"
    assert "考试时间到，已收卷" in read(client, "/sitting/result")


def test_one_candidate_never_sees_another(candidate: Candidate, client: Client, cast: Cast) -> None:
    client.post("/sitting/start")
    other = cast.candidates[1]
    for path in ("instructions", "paper", "hand-in"):
        assert other.ticket_number not in client.get(f"/sitting/{path}").content.decode()


def test_after_signing_out_the_sign_in_is_asked_again(candidate: Candidate, client: Client) -> None:
    assert client.get("/sitting").headers["Location"] == "/sitting/instructions"
    client.post("/sitting/sign-out")
    assert client.get("/sitting").status_code == 200


def test_pages_with_answers_are_not_kept_by_caches(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    for path in ("paper", "state", "hand-in"):
        assert client.get(f"/sitting/{path}").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("skill", "passed"), [("59.9", False), ("60", True)])
def test_a_decided_result_shows_every_part_against_the_pass_mark_with_its_reasons(
    candidate: Candidate, client: Client, cast: Cast, skill: str, passed: bool
) -> None:
    client.post("/sitting/start")
    client.post("/sitting/hand-in")
    marks = (PartMark(kind="theory", points=Decimal(75)), PartMark(kind="skill", points=Decimal(skill)))
    decision = decide_award(batch_standard(cast.batch), "初级", None, marks)
    decided = AwardDecided(decision=decision)
    first, second = (get_user_model().objects.create_user(f"officer-{number}") for number in (1, 2))
    people = {"actor": first, "approver": second}
    append_fact(cast.organisation, "award_decided", decided, now=OPENED, subject=candidate.uuid, **people)
    page = read(client, "/sitting/result")
    assert ("✓</span> 合格" in page) == passed
    assert f"」{skill} 分，" in page
    assert page.count(">1.9.2</a>") == 2 * len(decision.outcomes)
    assert "Theory" in read(client, "/sitting/result?lang=en")
