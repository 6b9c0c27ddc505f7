"""R12: every published theory mark is found again by a second scorer that shares no code with the first.

In: how many responses. Out: an account, a try a response. Follows: every score can be recomputed from raw events. The
second scorer reads the rows of the journal and the JSON of the papers, folds, goes from the texts shown to the texts of
the paper, and adds up; only the order in which a candidate saw the options is asked of the product.
"""

import json
import random
import sqlite3
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from bench.account import Account, account
from bench.examination import Examination, occupations, open_sitting
from liangcai.delivery.present import Presentation, PresentedQuestion, present_form
from liangcai.items.model import LETTERS
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.marking import theory as marking
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import kept_hash, load_forms
from liangcai_web.services.papers.seals import read_sealed
from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt
from liangcai_web.services.sittings.journal import open_journal

SHORT, LONG = 1000, 100_000
Json = dict[str, Any]


def prove(tries: int) -> Account:
    """Sit, mark, publish; then score again and compare total and areas of each paper."""
    faults: list[str] = []
    responses = papers = 0
    for number, occupation in enumerate(occupations()):
        seed = int(clock.now().timestamp()) + number
        examination = open_sitting(occupation, max(1, tries // (100 * len(occupations()))), seed)
        sit_all(examination, random.Random(number))  # noqa: S311 - nothing secret
        marking.mark_theory(examination.batch, now=clock.now())
        found = score_again(examination.batch)
        faults, papers, responses = faults + found.faults, papers + found.papers, responses + found.responses
    return account(
        "R12",
        "marks that a second scorer does not find again",
        responses,
        "responses",
        faults,
        f"{papers:,} papers, total and every area compared",
    )


class Again(NamedTuple):
    """What scoring a batch again came to."""

    papers: int
    responses: int
    faults: list[str]


def score_again(batch: Batch) -> Again:
    """Every paper of a batch from the rows of the journal, against what was published."""
    forms, kept = read_forms(batch), load_forms(batch)
    assert kept is not None
    shown = {form.id: form for form in kept.forms}
    faults: list[str] = []
    responses = 0
    candidates = tuple(batch.candidates.order_by("serial"))
    for candidate in candidates:
        form = forms[candidate.form]
        mine = score_paper(form, candidate, present_form(shown[candidate.form], str(candidate.uuid)))
        faults += [f"{candidate.ticket_number}: {fault}" for fault in compare(candidate, *mine)]
        responses += sum(len(section["questions"]) for section in form["sections"])
    return Again(len(candidates), responses, faults)


def sit_all(examination: Examination, rng: random.Random) -> None:
    """Every candidate sits, as untidily as people and networks are."""
    papers = {candidate.form: load_paper(candidate) for candidate in examination.candidates[:4]}
    began = clock.now() - timedelta(hours=3)
    for candidate in examination.candidates:
        candidate.starts_at = began  # their session was planned for today and is over
        candidate.save(update_fields=["starts_at"])
        paper = papers[candidate.form]
        assert paper is not None
        open_attempt(candidate, paper, began)
        shown = present_form(paper.form, str(candidate.uuid))
        sent = [event for question in shown.questions for event in answer(question, rng)]
        rng.shuffle(sent)
        end = began + timedelta(minutes=paper.minutes - rng.randint(0, 30))
        journal, attempt = open_journal(), str(candidate.uuid)
        for part in (sent[::2], sent[1::2], sent[:5]):  # in two requests, and some of it once more
            journal.append(attempt, part, began + timedelta(minutes=1))
        hand_in(candidate, end)
        late = [answer_as(question, "A", 10**9, rng) for question in shown.questions[:2]]
        journal.append(attempt, late, end + timedelta(seconds=1)).result()


def answer(question: PresentedQuestion, rng: random.Random) -> list[NewEvent]:
    """None, one or several answers to a question: blank, one letter, many letters, what is not on offer."""
    letters = LETTERS[: len(question.letters)] or "TF"
    several = "".join(sorted(rng.sample(letters, rng.randint(1, len(letters))))) if question.letters else "T"
    choices = ("", rng.choice(letters), rng.choice(letters), several, several, rng.choice(("Z", "AA", "BA", "t")))
    return [answer_as(question, rng.choice(choices), sequence, rng) for sequence in range(rng.choice((0, 1, 1, 1, 3)))]


def answer_as(question: PresentedQuestion, response: str, sequence: int, rng: random.Random) -> NewEvent:
    """An answer as a page sends it."""
    name, payload = f"{rng.getrandbits(96):x}", {"response": response}
    return NewEvent(kind="answered", client_id=name, item=question.item_id, sequence=sequence, payload=payload)


def read_forms(batch: Batch) -> dict[str, Json]:
    """The papers as JSON, straight from what was sealed and opened."""
    sha256 = kept_hash(batch.uuid, "forms_assembled")
    assert sha256 is not None
    kept = json.loads(read_sealed(batch.uuid, "forms", sha256), parse_float=Decimal)
    return {form["id"]: form for form in kept["forms"]}


def read_responses(attempt: str) -> dict[str, str]:
    """The answers that count, from the rows of the journal."""
    connection = sqlite3.connect(Path(settings.HOME) / "journal.sqlite3")
    rows = connection.execute(
        "SELECT kind, item, sequence, payload, at FROM events WHERE attempt = ? ORDER BY position", (attempt,)
    ).fetchall()
    connection.close()
    moments = {kind: datetime.fromisoformat(at) for kind, _, _, _, at in rows if kind in ("opened", "handed_in")}
    minutes = next(json.loads(payload)["minutes"] for kind, _, _, payload, _ in rows if kind == "opened")
    end = min(moments["opened"] + timedelta(minutes=minutes), moments["handed_in"])
    best: dict[str, tuple[int, str]] = {}
    for kind, item, sequence, payload, at in rows:
        counts = kind == "answered" and datetime.fromisoformat(at) <= end
        if counts and sequence >= best.get(item, (-1, ""))[0]:
            best[item] = (sequence, json.loads(payload)["response"])
    return {item: response for item, (_, response) in best.items()}


def score_paper(form: Json, candidate: Candidate, shown: Presentation) -> tuple[Decimal, dict[str, Decimal]]:
    """Total and areas of one paper."""
    responses = read_responses(str(candidate.uuid))
    options = {question.item_id: question.options for question in shown.questions}
    areas: dict[str, Decimal] = defaultdict(Decimal)
    for section in form["sections"]:
        for question in section["questions"]:
            item = question["item"]
            earned = score_question(item, responses.get(item["id"], ""), options[item["id"]])
            areas[question["area"]] += earned * Decimal(question["points"])
    step = marking_pack().rounding
    total = (sum(areas.values(), Decimal(0)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return total, dict(areas)


def score_question(item: Json, response: str, options: tuple[str, ...]) -> Decimal:
    """The share of the points, by the texts that were chosen; all or nothing, as the bundled pack has it."""
    assert marking_pack().multiple == "all_or_nothing", "the second scorer knows this policy only"
    if item["type"] == "truefalse":
        return Decimal(response == item["key"])
    places = [LETTERS.find(letter) for letter in response]
    if not places or len(set(places)) < len(places) or not all(0 <= place < len(options) for place in places):
        return Decimal(0)
    chosen = {options[place] for place in places}
    right = {item["options"][LETTERS.index(letter)] for letter in item["key"]}
    return Decimal(chosen == right)


def compare(candidate: Candidate, total: Decimal, areas: dict[str, Decimal]) -> list[str]:
    """Against the newest published mark."""
    fact = Fact.objects.filter(subject=candidate.uuid, kind="theory_marked").order_by("-position").first()
    if fact is None:
        return ["no mark was published"]
    published = json.loads(fact.payload)
    faults = [] if Decimal(published["points"]) == total else [f"published {published['points']}, found {total}"]
    said = {area: Decimal(points) for area, points, _ in published["areas"]}
    return faults + [
        f"area {area}: published {said.get(area)}, found {points}"
        for area, points in areas.items()
        if said.get(area) != points
    ]
