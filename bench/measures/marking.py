"""A marker's page while many written answers are being marked, against what a person does not notice.

In: answers to one question, most of them marked by two. Out: ratios. Follows: the page of an answer, the mark and the
next answer, as a browser asks for them, each after a mark of somebody else.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

from bench.ratio import Ratio, against_limit, time_once
from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.marking.texts import read_work
from liangcai_web.services.marking.texts_marking import find_desk, list_duties
from liangcai_web.services.marking.texts_office import read_text_table
from liangcai_web.services.payloads.marking import ScriptDealt, TextMarked
from liangcai_web.services.registers.teams import gather_team
from liangcai_web.services.rehearsal.marking import rehearse_marking

ANSWERS, RUNS, NOTICED, PATIENCE = 2_000, 7, 0.1, 1.0


def measure() -> Iterator[Ratio]:
    """What the marker waits for, then what the office waits for."""
    from liangcai_web.services.rehearsal.demonstration import order_for, reviewed_level

    team = gather_team()
    rehearsed = rehearse_marking(order_for(*reviewed_level(), 2, 4), team, clock.now())
    assert rehearsed is not None
    batch = rehearsed.batch
    write_answers(batch, ANSWERS)
    marker = next(account for _, account in rehearsed.people)
    pages, tables = [], []
    for _ in range(RUNS):
        write_answers(batch, 1)
        pages.append(time_once(lambda: open_next(batch, marker)))
        tables.append(time_once(lambda: read_text_table(batch)))
    said = f"{ANSWERS:,} answers, one more mark since"
    yield against_limit("a marker's next answer", pages, NOTICED, (said, "what a person does not notice"))
    yield against_limit("the office's table of markers", tables, PATIENCE, (said, "a page in a second"))


def open_next(batch: Batch, marker: object) -> None:
    """The duties of a marker, and the next answer of the first that has one."""
    duty = next(one for one in list_duties(batch, marker) if one.next)  # type: ignore[arg-type]
    assert find_desk(batch, marker, duty.next) is not None  # type: ignore[arg-type]


def write_answers(batch: Batch, count: int) -> None:
    """Answers that were dealt, and given nothing by two."""
    work, rng = read_work(batch), random.Random(count)  # noqa: S311
    assert work is not None
    question, facts = work.questions[0], list[NewFact]()
    for _ in range(count):
        code, subject = uuid4().hex[:12].upper(), uuid4()
        markers = tuple(rng.sample(work.markers, 3))
        shared = {
            "code": code,
            "key": question.key,
            "item_sha256": question.item_sha256,
            "response_sha256": "0" * 64,
            "position": 1,
        }
        facts.append(NewFact(kind="script_dealt", payload=ScriptDealt(markers=markers, **shared), subject=subject))
        for name in markers[:2]:
            criteria = tuple(Decimal(0) for _ in question.item.rubric)
            mark = TextMarked(marker=name, criteria=criteria, points=Decimal(0), pack_id="bench", **shared)
            facts.append(NewFact(kind="text_marked", payload=mark, subject=subject))
    append_facts(batch.organisation, facts, now=clock.now(), batch=batch.uuid)
