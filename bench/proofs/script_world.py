"""Payloads put into every place where a person can write something that another one reads.

In: an installation made by ``bad_world``, the payloads. Out: the same installation, poisoned; the addresses to look at.
Follows: what a form would refuse is written past it where the table takes it, so that pages are tried and not forms.
"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from msgspec.structs import replace
from tests.data.items import TYPES, make_item, picture
from tests.data.pictures import PLAN

from bench.proofs.bad_world import Actor, World, browser
from bench.proofs.scripts import Payload, build_payloads
from liangcai.items.content import Criterion

KEY, LEVEL = "2-02-10-13-2021", "初级"
EACH_TYPE = 7
SKILL = re.compile(r"\d+\.\d+\.\d+ 能[^0-9\t\n]{6,}")


class Pen:
    """Writes payload after payload, and knows what was put where."""

    def __init__(self) -> None:
        self.payloads: tuple[Payload, ...] = build_payloads()
        mixed = random.Random(4).sample(self.payloads, len(self.payloads))  # noqa: S311 - some of all kinds
        self.endless: Iterator[Payload] = itertools.cycle(mixed)
        self.put: Counter[str] = Counter()

    def write(self, place: str, longest: int = 10_000) -> str:
        """The next payload that is short enough, put into a place."""
        text = next(one.text for one in self.endless if len(one.text) <= longest)
        self.put[place] += 1
        return text

    def line(self, place: str) -> str:
        """The same for a place of one line."""
        return " ".join(self.write(place).split())


def poison(world: World) -> tuple[Pen, list[str], list[Actor]]:
    """Everything; the addresses that came with it, and the candidates who sit the poisoned paper."""
    from liangcai_web.records.batches import Batch

    pen, places = Pen(), []
    batches = list(Batch.objects.select_related("organisation", "standard").order_by("pk"))
    places += write_standards(pen, batches[0])
    places += write_items(pen, batches[0])
    places += write_files(pen, batches[0])
    poisoned = sit_poisoned_paper(pen)
    places += [f"/sitting/paper?q={number}" for number in range(1, len(TYPES) * EACH_TYPE + 1, 9)]
    write_answers(pen, [actor for actor in world.actors if actor.attempt])
    write_facts(pen, batches)
    write_names(pen)
    return pen, places, poisoned


def write_standards(pen: Pen, batch: Any) -> list[str]:
    """A standard whose skills end in payloads, adopted as it is uploaded."""
    import liangcai_reference
    from liangcai_host import clock
    from liangcai_web.services.standards.opened import adopt_standard

    text = liangcai_reference.read_standard_text(KEY)
    poisoned = SKILL.sub(lambda match: f"{match[0]} {pen.line('standard')}", text)
    adopted = adopt_standard(batch.organisation, poisoned.encode(), pen.line("name of a file")[:200], now=clock.now())
    if adopted.value is None:
        return []
    sha256 = adopted.value.sha256
    lines = [number for number, line in enumerate(poisoned.split("\n"), 1) if "x19q" in line]
    own = [f"/standards/{sha256}", f"/standards/{sha256}/source", f"/office/new/{sha256}"]
    compared = f"/standards/compare?old={KEY}&new={sha256}"
    return [*own, compared, *(f"/standards/{sha256}/passage?line={line}" for line in lines[:12])]


def build_items(pen: Pen) -> list[Any]:
    """Questions of every type with a payload in every text."""
    items = []
    for kind, number in itertools.product(TYPES, range(EACH_TYPE)):
        plain = make_item(kind, number)
        more: dict[str, Any] = {name: pen.write(f"{name} of a question") for name in ("rationale", "note", "source")}
        more["stem"] = f"{plain.stem} {pen.write('stem')}" + ("\n![](plan.png)" if number % 2 else "")
        if plain.options:
            more["options"] = tuple(pen.write("option") for _ in range(len(plain.options)))
        if plain.targets:
            more["targets"] = tuple(pen.write("target") for _ in range(len(plain.targets)))
        if kind in ("short", "essay"):
            more["answer"] = pen.write("answer of a question")
            more["rubric"] = tuple(Criterion(text=pen.write("rubric"), share=one.share) for one in plain.rubric)
        if plain.blanks:
            more["blanks"] = tuple(
                replace(one, accepted=(*one.accepted, pen.write("accepted word"))) if one.accepted else one
                for one in plain.blanks
            )
        if number % 2:
            more["media"] = (replace(picture(), alt=pen.write("words of a picture")),)
        items.append(replace(plain, id=f"K1.1.1-X{kind}{number}", **more))
    return items


def write_items(pen: Pen, batch: Any) -> list[str]:
    """Versions of questions, stored as they are: a form might refuse some of their formulas."""
    import msgspec
    from django.contrib.auth import get_user_model

    from liangcai.items.model import hash_item
    from liangcai_host import clock
    from liangcai_web.records.bank import BankItem
    from liangcai_web.services.bank.pictures import keep_picture

    now, author = clock.now(), get_user_model().objects.get(username="author-1")
    keep_picture(batch.organisation, PLAN, "plan.png", now=now, actor=author)
    items = build_items(pen)
    for item in items:
        BankItem.objects.create(
            organisation=batch.organisation,
            occupation=batch.standard.code,
            edition=batch.standard.edition,
            level=LEVEL,
            item_id=item.id,
            sha256=hash_item(item),
            content=msgspec.json.encode(item).decode(),
            state="draft",
            author=author,
            saved_at=now,
        )
    bank = f"/bank/{KEY}/{LEVEL}"
    lists = [f"{bank}?q=K1.1.1-X&page={page}" for page in (1, 2, 3)]
    return [*(f"{bank}/items/{item.id}" for item in items), *lists]


def write_files(pen: Pen, batch: Any) -> list[str]:
    """Files of questions as a table and as text, with payloads in all of their cells."""
    from django.contrib.auth import get_user_model

    from liangcai.items.exchange.forms import WRITERS, write_form
    from liangcai.items.exchange.points import list_points
    from liangcai.items.model import build_bank
    from liangcai_host import clock
    from liangcai_web.services.bank.intake import keep_upload
    from liangcai_web.services.bank.items import Shelf
    from liangcai_web.services.standards.opened import open_bundled

    opened = open_bundled(KEY)
    assert opened is not None
    shelf = Shelf(organisation=batch.organisation, standard=opened.standard, level=LEVEL)
    author, places = get_user_model().objects.get(username="author-1"), []
    code, edition = KEY.rsplit("-", 1)
    for form in WRITERS:
        bank = build_bank(code, edition, LEVEL, tuple(build_items(pen)))
        data = write_form(form, bank, list_points(opened.standard, LEVEL), {"plan.png": PLAN}).value
        name = f"{pen.line('name of a file')[:80].replace('/', '')}.{form}"
        if data:
            kept = keep_upload(shelf, data, name, now=clock.now(), actor=author)
            places.append(f"/bank/{KEY}/{LEVEL}/files/{kept.sha256}")
    return [*places, f"/bank/{KEY}/{LEVEL}/files"]


def print_form(pen: Pen, items: list[Any]) -> Any:
    """A paper with a payload in every heading and name."""
    from liangcai.assembly.model import Form, FormQuestion, FormSection
    from liangcai.findings import Message
    from liangcai.items.names import TYPE_NAMES

    sections = tuple(
        FormSection(
            type=kind,
            heading=Message(pen.line("heading"), TYPE_NAMES[kind].en),
            questions=tuple(
                FormQuestion(number=number, item=item, points=4, leaf="K1.1", area=pen.line("area"))
                for number, item in enumerate((one for one in items if one.type == kind), 1)
            ),
        )
        for kind in TYPES
    )
    return Form(id="A", blueprint_sha256="0" * 64, sections=sections)


def sit_poisoned_paper(pen: Pen) -> list[Actor]:
    """Candidates before whom a paper lies that is payloads all over; they answer in payloads, and some hand in."""
    from unittest import mock

    from bench.proofs import payload_world
    from liangcai_host import clock
    from liangcai_host.journal.model import NewEvent
    from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt
    from liangcai_web.services.sittings.journal import open_journal

    items = build_items(pen)
    form = print_form(pen, items)
    with (
        mock.patch.object(payload_world, "print_every_type", lambda: form),
        mock.patch.object(payload_world, "keep_secret", lambda item, _tag: item),
    ):
        hidden = payload_world.build_hidden(3, 77)
    payload_world.unseal(hidden)
    actors = []
    for number, candidate in enumerate(hidden.candidates):
        attempt = str(candidate.uuid)
        open_attempt(candidate, load_paper(candidate), clock.now())
        answers = tuple(
            NewEvent(
                kind="answered",
                client_id=f"x{place}",
                item=item.id,
                sequence=1,
                payload={"response": pen.write("answer of a candidate")},
                flags=("late",) if number == 2 else (),
            )
            for place, item in enumerate(items)
        )
        open_journal().append(attempt, answers, clock.now()).result()
        if number:
            hand_in(candidate, clock.now() + timedelta(minutes=1))
        name, session = f"candidate of the poisoned paper {number}", open_journal().open_session(attempt)
        actors.append(browser(name, attempt, session))
    return actors


def write_answers(pen: Pen, actors: list[Actor]) -> None:
    """Answers and options struck out of the candidates who sit an ordinary paper."""
    from liangcai_host import clock
    from liangcai_host.journal.model import NewEvent
    from liangcai_web.services.sittings.attempts import load_paper
    from liangcai_web.services.sittings.journal import open_journal
    from liangcai_web.services.sittings.seated import find_candidate

    for actor in actors:
        candidate = find_candidate(actor.attempt)
        paper = load_paper(candidate) if candidate else None
        events = tuple(
            NewEvent(
                kind=kind,
                client_id=f"x19-{kind}-{number}",
                item=question.item.id,
                sequence=2,
                payload={"response": pen.write("answer of a candidate")},
            )
            for number, question in enumerate(paper.form.questions[:30] if paper else ())
            for kind in ("answered", "struck")
        )
        open_journal().append(actor.attempt, events, clock.now()).result()


def write_facts(pen: Pen, batches: list[Any]) -> None:
    """What is noted in a room: irregularities, refused identities, pauses, words for another machine."""
    from django.contrib.auth import get_user_model

    from liangcai_host import clock
    from liangcai_web.services.packs import sitting_pack
    from liangcai_web.services.sittings.rooms import pause_seat, resume_seat
    from liangcai_web.services.sittings.seats import check_identity, note_irregularity
    from liangcai_web.services.sittings.takeover import allow_takeover

    actor = get_user_model().objects.get(username="officer-1")
    for batch in batches:
        for candidate in batch.candidates.select_related("person", "batch__organisation")[:8]:
            said: dict[str, Any] = {"actor": actor, "now": clock.now()}
            for one in sitting_pack().irregularities:
                note_irregularity(candidate, one.code, pen.write("irregularity"), pen.write("evidence"), **said)
            check_identity(candidate, passed=False, reason=pen.write("refused identity"), **said)
            pause_seat(candidate, pen.write("pause"), **said)
            resume_seat(candidate, **said)
            allow_takeover(candidate, actor, clock.now(), pen.write("word for another machine"))


def write_names(pen: Pen) -> None:
    """Names of people, accounts, offices, batches, rooms, documents: in the tables, past all forms."""
    from django.contrib.auth import get_user_model

    from liangcai_web.records.batches import Batch, Candidate
    from liangcai_web.records.documents import Document
    from liangcai_web.records.duties import RoomDuty
    from liangcai_web.records.organisations import Organisation
    from liangcai_web.records.people import Person

    for row in Person.objects.all():
        Person.objects.filter(pk=row.pk).update(name=pen.write("name of a person", 80))
    for user in get_user_model().objects.filter(username__regex="^(officer|author|authority|stranger)"):
        get_user_model().objects.filter(pk=user.pk).update(username=pen.write("name of an account", 150))
    for office in Organisation.objects.all():
        names = {"name": pen.write("name of an office", 120), "name_en": pen.write("name of an office", 160)}
        Organisation.objects.filter(pk=office.pk).update(**names)
    for document in Document.objects.defer("content"):
        changed = {"name": pen.line("name of a file")[:200]} if document.kind != Document.Kind.QUESTIONS else {}
        if document.kind == Document.Kind.STANDARD:
            changed["title"] = pen.write("title of a standard", 200)
        Document.objects.filter(pk=document.pk).update(**changed)
    for batch in Batch.objects.all():
        Batch.objects.filter(pk=batch.pk).update(title=pen.write("name of a batch", 200))
        room = pen.write("name of a room", 40)
        Candidate.objects.filter(batch=batch).update(room=room)
        RoomDuty.objects.filter(batch=batch).update(room=room)
