"""A batch whose paper has every type of question, with a secret in every field that a candidate must not see.

In: a name for the organisation. Out: the batch, its candidates, the secrets by name. Follows: every secret is a word of
its own, long enough to stand nowhere by chance.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from tests.data.pictures import PLAN
from tests.data.printed import print_every_type

from bench.examination import PHRASE
from liangcai.assembly.model import Form, hash_form
from liangcai.items.content import Blank, Criterion, Media
from liangcai.items.model import Item, hash_item
from liangcai_host import clock
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.accounts.officer_keys import Hand
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.bank.pictures import keep_picture
from liangcai_web.services.batches.state import open_batch
from liangcai_web.services.papers.making import assemble_papers, keep_papers
from liangcai_web.services.people import keep_people
from liangcai_web.services.sittings.office import open_sitting
from liangcai_web.services.standards.opened import adopt_standard

HIDDEN_FORM = "B"
Secrets = dict[str, str]


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """Candidates of the first paper; ``paper`` are the texts of it, secret until its candidate has begun."""

    batch: Batch
    candidates: tuple[Candidate, ...]
    hands: tuple[Hand, Hand]
    form: Form
    secrets: Secrets
    paper: Secrets
    pictures: tuple[str, ...]


def keep_secret(item: Item, tag: str) -> Item:
    """The item with a secret in each of its hidden fields, and in those of its parts."""

    def word(what: str) -> str:
        return f"秘{tag}{item.id}之{what}"

    blanks = tuple(
        replace(blank, accepted=(*blank.accepted, word(f"词{number}"))) if blank.accepted else blank
        for number, blank in enumerate(item.blanks)
    )
    rubric = tuple(replace(one, text=word(f"评分点{number}")) for number, one in enumerate(item.rubric))
    by_hand = bool(item.answer or item.rubric)
    return replace(
        item,
        rationale=word("说明"),
        note=word("备注"),
        source=word("出处"),
        answer=word("答案") if by_hand else item.answer,
        blanks=blanks,
        rubric=rubric,
        enemies=(word("互斥"),),
        set=word("材料") if item.set else item.set,
        element=word("鉴定点"),
        parts=tuple(keep_secret(part, f"{tag}{item.id}") for part in item.parts),
    )


def list_hidden(item: Item) -> Iterator[tuple[str, str]]:
    """Every hidden text of an item by its name."""
    for name in ("rationale", "note", "source", "answer", "element"):
        yield f"{name} of {item.id}", getattr(item, name)
    for blank in item.blanks:
        yield f"formula of {item.id}", blank.formula
        yield from ((f"accepted word of {item.id}", word) for word in blank.accepted)
    yield from ((f"rubric of {item.id}", one.text) for one in item.rubric)
    yield from ((f"enemy of {item.id}", enemy) for enemy in item.enemies)
    yield f"version of {item.id}", hash_item(item)
    for part in item.parts:
        yield from list_hidden(part)


def list_shown(item: Item) -> Iterator[tuple[str, str]]:
    """What a candidate sees of an item, piece by piece, and what no candidate of another paper may."""
    yield f"stem of {item.id}", item.stem.split("\n")[0].split("$")[0].split("{")[0]
    yield f"id of {item.id}", item.id
    yield from ((f"option of {item.id}", text) for text in (*item.options, *item.targets))
    for part in item.parts:
        yield from list_shown(part)


def change_form(form: Form, change: Any, name: str) -> Form:
    """A form with every item changed."""
    sections = tuple(
        replace(section, questions=tuple(replace(one, item=change(one.item)) for one in section.questions))
        for section in form.sections
    )
    return replace(form, id=name, sections=sections)


def retell(item: Item) -> Item:
    """An item of another paper: all that it shows is other words."""
    media = tuple(replace(one, sha256="f" * 64) for one in item.media)
    return replace(
        item,
        id=f"另卷题{item.id}",
        stem=f"另卷题干{item.id}（　）" if not item.media else f"另卷题干{item.id}![](plan.png)",
        options=tuple(f"另卷选项{item.id}{number}" for number, _ in enumerate(item.options)),
        targets=tuple(f"另卷对象{item.id}{number}" for number, _ in enumerate(item.targets)),
        media=media,
        parts=tuple(retell(part) for part in item.parts),
    )


def build_hidden(count: int, seed: int) -> Hidden:
    """From a bundled standard to papers that nobody has opened yet."""
    now = clock.now()
    code = f"{5000 + seed % 1000}"
    office = found_organisation(name="保密机构", name_en="Secrets", code=code, province="00", site="000005")
    people = [open_account(office, f"secret-{seed}-{number}", PHRASE, "officer") for number in (1, 2)]
    batch = announce(office, seed)
    made = assemble_papers(batch, seed).value
    assert made is not None
    own = change_form(print_every_type(), lambda item: keep_secret(item, "甲"), "A")
    other = change_form(own, lambda item: keep_secret(retell(item), "乙"), HIDDEN_FORM)
    kept = keep_picture(office, PLAN, "plan.png", now=now, actor=None).value
    assert kept is not None
    keep_papers(batch, replace(made, forms=replace(made.forms, forms=(own, other))), now=now, actor=None)
    numbers = [f"00000020010101{serial:04}" for serial in range(1, count + 1)]
    rows = keep_people(office, [(f"考生{serial:02}", number) for serial, number in enumerate(numbers, 1)])
    candidates = tuple(
        Candidate.objects.create(
            batch=batch, person=row, serial=serial, ticket_number=f"H{seed}-{serial}", room="1", seat=serial, form="A"
        )
        for serial, row in enumerate(rows, 1)
    )
    return Hidden(
        batch=batch,
        candidates=candidates,
        hands=(Hand(user=people[0], phrase=PHRASE), Hand(user=people[1], phrase=PHRASE)),
        form=own,
        secrets=gather_secrets(own, other, made.bank.items, made.bank.sha256),
        paper=dict(pair for question in own.questions for pair in list_shown(question.item)),
        pictures=tuple(media.sha256 for question in own.questions for media in list_pictures(question.item)),
    )


def announce(office: Any, seed: int) -> Batch:
    """A batch on the first bundled standard."""
    import liangcai_reference

    now = clock.now()
    text = liangcai_reference.read_standard_text("2-02-10-13-2021")
    document = adopt_standard(office, text.encode(), "standard.txt", now=now).value
    assert document is not None
    batch = open_batch(
        office,
        document,
        title="保密",
        level="初级",
        direction=None,
        seed=seed,
        starts_at=now - timedelta(minutes=5),
        now=now,
    ).value
    assert batch is not None
    return batch


def gather_secrets(own: Form, other: Form, bank: tuple[Item, ...], bank_sha256: str) -> Secrets:
    """Hidden texts of the own paper; everything of the other paper and of the bank that lies behind."""
    secrets = dict(pair for question in own.questions for pair in list_hidden(question.item))
    for item in (question.item for question in other.questions):
        secrets |= dict((*list_hidden(item), *list_shown(item)))
    for item in bank:  # its options are words that stand in the standard as well, which is public
        secrets |= {f"bank: {name}": text for name, text in (*list_hidden(item), ("stem", item.stem))}
    return secrets | {
        "hash of the paper": hash_form(own),
        "hash of the other paper": hash_form(other),
        "hash of the bank": bank_sha256,
    }


def list_pictures(item: Item) -> tuple[Media, ...]:
    """The pictures of an item and of its parts."""
    return (*item.media, *(media for part in item.parts for media in part.media))


def unseal(hidden: Hidden) -> None:
    """Two people open the papers."""
    assert open_sitting(hidden.batch, hands=hidden.hands, now=clock.now(), rooms_start=False).value is not None


def swap_keys(item: Item) -> Item:
    """An item that differs in everything a candidate must not know, and in nothing else."""
    return replace(
        item,
        key=swap_key(item),
        blanks=tuple(swap_blank(blank) for blank in item.blanks),
        answer="另一答案" if item.answer else "",
        rubric=tuple(Criterion(text="另一评分点", share=one.share) for one in item.rubric),
        rationale="另一说明",
        note="另一备注",
        source="另一出处",
        difficulty=0.31,
        seconds=77,
        importance="Z",
        enemies=("另一题",),
        element="另一点",
        also=(),
        parts=tuple(swap_keys(part) for part in item.parts),
    )


def swap_key(item: Item) -> str:
    """Another key of the same kind."""
    if item.type == "truefalse":
        return "F" if item.key == "T" else "T"
    if item.type in ("order", "match"):
        return item.key[::-1]
    letters = [letter for letter in item.choices if letter not in item.key]
    return "".join(letters[: max(1, len(item.key))]) or item.key


def swap_blank(blank: Blank) -> Blank:
    """Another word or number under the same unit; drawn values stay, since they are shown."""
    other = {"accepted": ("另一词",)} if blank.accepted else {"value": "31", "tolerance": "3"}
    if blank.formula:
        other = {"formula": f"({blank.formula}) + 31"}
    return replace(blank, **other)  # type: ignore[arg-type]
