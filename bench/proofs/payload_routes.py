"""R14, every address: what a candidate's browser gets from each of them, before, while and after it sits.

In: whether all addresses of the site or those of the sitting only. Out: how many payloads, the faults. Follows: no key
leaves the server. The paper has every type of question; at every stage each address is asked in both languages, looked
through for secrets, and, where it shows the paper, compared with what it says under other keys.
"""

import asyncio
import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from unittest import mock

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from bench.proofs.addresses import fill_addresses
from bench.proofs.payload_world import Hidden, Secrets, build_hidden, change_form, swap_keys, unseal
from bench.proofs.resends import call_intake
from liangcai.assembly.model import hash_form
from liangcai.delivery import present
from liangcai.items.drawing import draw_values
from liangcai_host import clock
from liangcai_web.candidate import drawing
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.records.batches import Candidate
from liangcai_web.services.marking import theory as marking
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings import pictures as sittings_pictures
from liangcai_web.services.sittings.attempts import load_paper, open_attempt
from liangcai_web.services.sittings.journal import open_journal

SHORTEST = 6
HOST = {"host": "127.0.0.1"}
LANGUAGES = ("", "lang=en")
POSTS = ("/sitting/start", "/sitting/hand-in", "/sitting/sign-out", "/sitting/paper", "/sitting/state", "/sitting")
SLOW = ("sitting/close", "sign-out", ".pdf", "bank.xlsx", "noto-sans")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|"server_time": "[^"]*"|datetime="[^"]*"|<time[^>]*>[^<]*</time>'
)
SIGMAS = 6.0


class Look:
    """What was seen of one batch."""

    def __init__(self, hidden: Hidden, *, everywhere: bool) -> None:
        self.hidden, self.everywhere = hidden, everywhere
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.moment = clock.now()
        self.places = [place for place in self.list_places() if not any(word in place for word in SLOW)]
        self.static = list_static() if everywhere else []

    def list_places(self) -> list[str]:
        """The addresses: of the whole site, of this batch; or what begins with /sitting."""
        places = fill_addresses(self.hidden.batch, "0" * 22)
        own = [f"/sitting/pictures/{sha256}" for sha256 in (*self.hidden.pictures, "f" * 64)]
        sitting = [place for place in places if place.startswith("/sitting") and "answers" not in place]
        numbers = [f"/sitting/paper?q={number}" for number in (1, 2, len(self.hidden.form.questions))]
        return [*(places if self.everywhere else sitting), *own, *numbers]

    def visit(self, stage: str, *, begun: bool, running: bool = False) -> None:
        """Everything once in each language by every candidate; ``begun``: the paper may have been seen."""
        secrets = {name: text for name, text in self.hidden.secrets.items() if len(text) >= SHORTEST}
        if not begun:
            secrets |= {f"own {name}": text for name, text in self.hidden.paper.items() if len(text) >= SHORTEST}
        for candidate in self.hidden.candidates:
            client = sign_in(candidate)
            for place in (*self.places, *self.static):
                for language in LANGUAGES if place not in self.static else LANGUAGES[:1]:
                    address = place + ("&" if "?" in place else "?") * bool(language) + language
                    self.look(stage, address, client, secrets, running=running)
            self.static = []  # they are the same for all
            self.post(stage, candidate, secrets, begun=begun)

    def look(self, stage: str, address: str, client: Client, secrets: Secrets, *, running: bool) -> None:
        """One payload: no secret in it, no picture before its time, the same under other keys."""
        response = fetch(client, address, self.moment)
        self.seen[stage] += 1
        where = f"{stage}: {address} ({response.status_code})"
        unasked = {name: text for name, text in secrets.items() if text not in address}  # a redirect repeats it
        self.faults += [f"{where}: {name}" for name in find_secrets(response, unasked)]
        if hashlib.sha256(read(response)).hexdigest() in self.hidden.pictures and not running:
            self.faults.append(f"{where}: a picture of the paper")
        if address.startswith("/sitting") and "text" in response.headers.get("Content-Type", ""):
            with other_keys(self.hidden):
                other = fetch(client, address, self.moment)
            if still(response) != still(other):
                self.faults.append(f"{where} depends on what is secret")

    def post(self, stage: str, candidate: Candidate, secrets: Secrets, *, begun: bool) -> None:
        """Refusals and replies to what a page sends; with the token of no form, so that nothing is done."""
        client, item = sign_in(candidate), self.hidden.form.questions[0].item.id if begun else "unknown"
        for place in POSTS:
            guarded = Client(enforce_csrf_checks=True, headers=HOST)
            guarded.cookies = client.cookies
            response = guarded.post(place)
            self.seen[stage] += 1
            self.faults += [f"{stage}: POST {place}: {name}" for name in find_secrets(response, secrets)]
        for number, kind in enumerate(("answered", "marked", "struck")):
            event = {"id": f"{stage}-{number}".replace(" ", "-"), "item": item, "sequence": number + 1, "kind": kind}
            body = msgspec.json.encode({"attempt": str(candidate.uuid), "events": [event | {"response": "A"}]})
            token = client.cookies[COOKIE].value
            reply = str(asyncio.run(call_intake(token, body, lose=False)))
            self.seen[stage] += 1
            self.faults += [f"{stage}: answers: {name}" for name, text in secrets.items() if text in reply and name]


def look_everywhere(seed: int, *, everywhere: bool) -> tuple[int, list[str], str]:
    """From the sealed paper to the result that is shown."""
    hidden = build_hidden(2 if everywhere else 1, seed)
    look = Look(hidden, everywhere=everywhere)
    stages: tuple[tuple[str, Callable[[Look], None] | None, bool, bool], ...] = (
        ("sealed", None, False, False),
        ("opened", lambda look: unseal(look.hidden), False, False),
        ("sitting", start, True, True),
        ("handed in", end, True, False),
        ("marked", mark, True, False),
    )
    for name, step, begun, running in stages:
        if step is not None:
            step(look)
        look.moment = clock.now() + timedelta(seconds=1)
        look.visit(name, begun=begun, running=running)
    look.faults += find_lean(hidden)
    told = ", ".join(f"{count:,} {name}" for name, count in look.seen.items())
    questions = len(hidden.form.questions)
    said = f"every address: {told}; {len(hidden.secrets):,} secrets, {questions} questions of every type"
    return sum(look.seen.values()), look.faults, said


def start(look: Look) -> None:
    """Every candidate begins."""
    for candidate in look.hidden.candidates:
        assert open_attempt(candidate, load_paper(candidate), clock.now()).value


def end(look: Look) -> None:
    """Every candidate hands in."""
    for candidate in look.hidden.candidates:
        sittings.hand_in(candidate, clock.now())


def mark(look: Look) -> None:
    """The marks are there, and no result has been published."""
    marking.mark_theory(look.hidden.batch, now=clock.now())


def sign_in(candidate: Candidate) -> Client:
    """The candidate's browser."""
    client = Client(headers=HOST)
    client.cookies[COOKIE] = open_journal().open_session(str(candidate.uuid))
    return client


def fetch(client: Client, place: str, moment: datetime) -> HttpResponse:
    """A page at a given moment; the hot path's clock and the static files are asked like everything else."""
    from liangcai_web.site.static_files import find_static

    file = find_static(place.split("?")[0])
    if file is not None:
        return HttpResponse(file.content, content_type=file.type.decode())
    with mock.patch.object(clock, "now", lambda: moment):
        response: HttpResponse = client.get(place)  # type: ignore[assignment]
    return response


def read(response: HttpResponse) -> bytes:
    """The body."""
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


def still(response: HttpResponse) -> str:
    """The body without what is drawn anew each time."""
    return CHANGING.sub("", read(response).decode("utf-8", "replace"))


def find_secrets(response: HttpResponse, secrets: Secrets) -> list[str]:
    """Which secrets stand in the body or in a header, however they are escaped."""
    text = read(response).decode("utf-8", "replace") + str(dict(response.headers))
    plain = html.unescape(ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))
    return [name for name, secret in secrets.items() if secret in plain]


@contextmanager
def other_keys(hidden: Hidden) -> Iterator[None]:
    """The same paper under other keys, presented in the order of the true one and with the values of the true one."""
    digest, other = hash_form(hidden.form), change_form(hidden.form, swap_keys, "A")
    true = {one.item.id: one.item for one in hidden.form.questions}
    cold: dict[object, object] = {}
    with ExitStack() as stack:
        for module in (sittings, sittings_pictures):
            stack.enter_context(mock.patch.object(module, "load_form", lambda _candidate: other))
        stack.enter_context(mock.patch.object(sittings, "_OPENED", cold))
        for module in (sittings, present):
            stack.enter_context(mock.patch.object(module, "hash_form", lambda _form: digest))
        drawing._draw_choice.cache_clear()  # what was drawn of the true one, under the same name
        values = lambda item, seed: draw_values(true.get(item.id, item), seed)  # noqa: E731
        stack.enter_context(mock.patch.object(present, "draw_values", values))
        yield


def list_static() -> list[str]:
    """Every static file that a browser can ask for."""
    from django.contrib.staticfiles.finders import get_finders

    names = {name for finder in get_finders() for name, _ in finder.list([])}
    return sorted(f"{settings.STATIC_URL}{name}" for name in names if not name.endswith((".woff2", ".ttf")))


def find_lean(hidden: Hidden, seeds: int = 3000) -> list[str]:
    """Whether the option that is right stands at some place more often than chance has it."""
    places: dict[str, Counter[int]] = {}
    for seed in range(seeds):
        for question in present.present_form(hidden.form, f"somebody {seed}").questions:
            item = next(one.item for one in hidden.form.questions if one.item.id == question.item_id)
            if item.options and item.key:
                places.setdefault(item.id, Counter())[question.letters.index(item.key[0])] += 1
    faults = []
    for name, counts in places.items():
        item = next(one.item for one in hidden.form.questions if one.item.id == name)
        share = 1 / len(item.options)
        width = SIGMAS * (seeds * share * (1 - share)) ** 0.5
        faults += [
            f"{name}: the right option stands {place + 1}. in {counts[place]} of {seeds} papers"
            for place in range(len(item.options))
            if abs(counts[place] - seeds * share) > width
        ]
    return faults
