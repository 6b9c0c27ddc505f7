"""Scoring every paper again from the events of the journal, against the limit of 20 seconds for a million responses.

In: an examination whose candidates have all answered. Out: a ratio. Follows: what is timed is the service behind the
button: events read and folded, responses led back to the paper, scored, added up; a tenth of a million unless
``LIANGCAI_BENCH_PAPERS`` says how many papers of a hundred questions.
"""

import os
import random
from collections.abc import Iterator
from datetime import timedelta

from bench.examination import occupations, open_sitting
from bench.ratio import Ratio, against_limit, time_once
from liangcai.delivery.present import present_form
from liangcai.items.model import LETTERS
from liangcai.marking.version import FIRST
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.marking.theory import score_papers
from liangcai_web.services.sittings.attempts import load_paper
from liangcai_web.services.sittings.journal import open_journal

PAPERS = int(os.environ.get("LIANGCAI_BENCH_PAPERS", "1000"))
RUNS, WAITING = 3, 200
LIMIT_A_RESPONSE = 20 / 1_000_000


def measure() -> Iterator[Ratio]:
    """Runs of the same papers; what was scored is counted."""
    batch = sit(PAPERS)
    responses: list[int] = []
    seconds = [time_once(lambda: responses.append(score(batch))) for _ in range(RUNS)]
    count = responses[0]
    said = (f"{count:,} responses of {PAPERS:,} papers", f"for {count:,}")
    yield against_limit("scored again", seconds, count * LIMIT_A_RESPONSE, said)


def score(batch: Batch) -> int:
    """Score everything; how many responses there were."""
    return sum(len(mark.responses) for _, mark in score_papers(batch, FIRST))


def sit(count: int) -> Batch:
    """Candidates beside the one who was admitted, all with every question answered."""
    examination = open_sitting(occupations()[0], 1, 1)
    first, batch = examination.candidates[0], examination.batch
    rows = [
        Candidate(batch=batch, person=first.person, serial=serial, ticket_number=f"R{serial:06}", form=first.form)
        for serial in range(2, count + 1)
    ]
    Candidate.objects.bulk_create(rows, batch_size=500)
    paper, now, rng = load_paper(first), clock.now(), random.Random(1)  # noqa: S311 - nothing secret
    assert paper is not None
    waiting = []
    for candidate in (first, *rows):
        attempt = str(candidate.uuid)
        opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": paper.minutes})
        answers = [
            NewEvent(
                kind="answered",
                client_id=f"a{number}",
                item=question.item_id,
                sequence=1,
                payload={"response": rng.choice(LETTERS[: len(question.letters)] or "TF")},
            )
            for number, question in enumerate(present_form(paper.form, attempt).questions)
        ]
        handed = NewEvent(kind="handed_in", client_id="handed_in")
        journal = open_journal()
        waiting.append(journal.append(attempt, (opened, *answers), now))
        waiting.append(journal.append(attempt, (handed,), now + timedelta(minutes=1)))
        if len(waiting) > WAITING:
            for one in waiting:
                one.result()
            waiting.clear()
    for one in waiting:
        one.result()
    return batch
