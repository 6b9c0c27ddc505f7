"""R14: nothing that a candidate's browser is sent tells a key, a rationale or a question of another paper.

In: how many payloads to look at. Out: an account, a try a payload. Follows: no key leaves the server. Two looks
at each: no secret text stands in it; and with every key, rationale, note and difficulty replaced it
is, byte for byte, the same, so that it cannot depend on them.
"""

import asyncio
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

import msgspec
from django.test import Client

from bench.account import Account, account
from bench.examination import Examination, occupations, open_sitting
from bench.proofs.payload_routes import look_everywhere
from bench.proofs.resends import call_intake
from liangcai.assembly.model import Form, hash_form
from liangcai.delivery import present
from liangcai.items.model import FALSE, TRUE, Item
from liangcai_host import clock
from liangcai_web.candidate import drawing
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.records.batches import Candidate
from liangcai_web.services.marking import theory as marking
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.attempts import load_paper, open_attempt
from liangcai_web.services.sittings.journal import open_journal

SHORT, LONG = 20, 600
PAGES = ("/sitting/instructions", "/sitting/paper", "/sitting/paper?lang=en", "/sitting/hand-in", "/sitting/state")
AFTER = ("/sitting/result", "/sitting/state")
HOST = {"host": "127.0.0.1"}
SHORTEST = 6  # characters: a shorter note could stand anywhere by chance
CSRF = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken" value="[^"]*">')  # drawn anew for each page
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def prove(tries: int) -> Account:
    """Candidates of every bundled occupation, before, while and after they sit."""
    faults: list[str] = []
    seen = secrets = 0
    each = max(1, tries // (len(occupations()) * (len(PAGES) + len(AFTER) + 2)))
    for number, occupation in enumerate(occupations()):
        examination = open_sitting(occupation, each, int(clock.now().timestamp()) + 100 + number)
        for candidate in examination.candidates:
            hidden = list_secrets(examination, candidate)
            secrets = max(secrets, len(hidden))
            for place, payload, other in visit(candidate):
                seen += 1
                faults += [f"{place}: {name}" for name in find_secrets(payload, hidden)]
                faults += [] if payload == other else [f"{place} depends on what is secret"]
        faults += look_after(examination)
        seen += len(examination.candidates) * len(AFTER)
    more, found, said = look_everywhere(tries, everywhere=tries > SHORT)
    return account(
        "R14",
        "payloads that tell keys, rationales or hidden questions",
        seen + more,
        "payloads",
        [*faults, *found],
        f"bundled banks: up to {secrets:,} secret texts looked for in each of {seen:,}; {said}; "
        "those that show the paper are the same with other keys",
    )


def prove_sitting(tries: int) -> Account:
    """The addresses of the sitting only, on the paper with every type of question; ``tries`` names the batch."""
    seen, faults, said = look_everywhere(tries, everywhere=False)
    return account("R14", "payloads of the sitting that tell a secret", seen, "payloads", faults, said)


def list_secrets(examination: Examination, candidate: Candidate) -> list[tuple[str, str]]:
    """Names and texts that this candidate must not be sent: rationales and notes of all, stems of other papers."""
    form = find_form(examination, candidate)
    own = {question.item.id for question in form.questions}
    found = []
    for item in examination.papers.bank.items:
        found += [(f"rationale of {item.id}", item.rationale), (f"note of {item.id}", item.note)]
        found += [] if item.id in own else [(f"stem of {item.id}, of another paper", item.stem)]
    return [(name, text) for name, text in found if len(text) >= SHORTEST]


def find_form(examination: Examination, candidate: Candidate) -> Form:
    """The paper of a candidate."""
    return next(form for form in examination.papers.forms.forms if form.id == candidate.form)


def find_secrets(payload: str, hidden: list[tuple[str, str]]) -> list[str]:
    """Which secrets stand in a payload, however it is escaped."""
    plain = html.unescape(ESCAPE.sub(lambda match: chr(int(match[1], 16)), payload))
    return [name for name, text in hidden if text in plain]


def visit(candidate: Candidate) -> Iterator[tuple[str, str, str]]:
    """Everything that the candidate's browser can ask for until it hands in; each twice, then with other keys."""
    paper = load_paper(candidate)
    assert paper is not None
    moment = clock.now()
    open_attempt(candidate, paper, moment)
    client, token = sign_in(candidate)
    for place in PAGES:
        true = fetch(client, place, moment)
        with other_keys(paper.form):
            yield place, true, fetch(client, place, moment)
    seed = str(candidate.uuid)
    shown = msgspec.json.encode(present.present_form(paper.form, seed)).decode()
    with other_keys(paper.form) as other:
        yield "presentation", shown, msgspec.json.encode(present.present_form(other, seed)).decode()
    item = paper.form.questions[0].item.id
    body = msgspec.json.encode(
        {"attempt": str(candidate.uuid), "events": [{"id": "x", "item": item, "sequence": 1, "response": "A"}]}
    )
    reply = str(asyncio.run(call_intake(token, body, lose=False)))
    yield "/sitting/answers", reply, reply


def look_after(examination: Examination) -> list[str]:
    """Hand in, mark, and look at what is shown then."""
    faults = []
    for candidate in examination.candidates:
        sittings.hand_in(candidate, clock.now())
    marking.mark_theory(examination.batch, now=clock.now())
    for candidate in examination.candidates:
        client, _ = sign_in(candidate)
        hidden = list_secrets(examination, candidate)
        for place in AFTER:
            faults += [f"{place}: {name}" for name in find_secrets(fetch(client, place, clock.now()), hidden)]
    return faults


def sign_in(candidate: Candidate) -> tuple[Client, str]:
    """A browser with the candidate's session."""
    token = open_journal().open_session(str(candidate.uuid))
    client = Client(headers=HOST)
    client.cookies[COOKIE] = token
    return client, token


def fetch(client: Client, place: str, moment: datetime) -> str:
    """A page at a given moment."""
    with mock.patch.object(clock, "now", lambda: moment):
        response = client.get(place)
    assert response.status_code == 200, (place, response.status_code)
    return CSRF.sub("", response.content.decode())


@contextmanager
def other_keys(form: Form) -> Iterator[Form]:
    """The same paper with all that is secret replaced, under the name of the true one, so that the order stays."""
    digest = hash_form(form)
    sections = tuple(
        msgspec.structs.replace(
            section,
            questions=tuple(
                msgspec.structs.replace(question, item=hide(question.item)) for question in section.questions
            ),
        )
        for section in form.sections
    )
    other = msgspec.structs.replace(form, sections=sections)
    with (
        mock.patch.object(sittings, "load_form", lambda _candidate: other),
        mock.patch.object(sittings, "_OPENED", {}),  # where the true one is remembered
        mock.patch.object(present, "hash_form", lambda _form: digest),
        mock.patch.object(sittings, "hash_form", lambda _form: digest),
    ):
        drawing._draw_choice.cache_clear()  # what was drawn of the true one, under the same name
        yield other


def hide(item: Item) -> Item:
    """An item that differs in everything a candidate must not know."""
    key = "B" if item.key == "A" else "A"
    if item.type == "truefalse":
        key = FALSE if item.key == TRUE else TRUE
    return msgspec.structs.replace(item, key=key, rationale="另一说明", note="另一备注", difficulty=0.5)
