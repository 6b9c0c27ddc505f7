"""A batch in which many have passed and nobody has a certificate: ``python -m bench.passed HOME N``.

In: a home, how many. Out: the batch by its id; people, decisions and their facts, posted; no answers. Follows:
names of two or three characters as they are common, ID numbers of no area; every fourteenth has not passed.
"""

import random
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import liangcai_reference
from liangcai.award.decide import PartMark, decide_award
from liangcai_cli.site import open_site
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai_web.records.batches import Batch

OFFICERS = ("office-1", "office-2")
FAMILY, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"
FAILING = 14
LEVEL = "初级"


def make_passed(count: int) -> "Batch":
    """The batch, in the installation that is open."""
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.accounts.approvals import ByTwo
    from liangcai_web.services.accounts.offices import found_organisation, open_account
    from liangcai_web.services.batches.state import open_batch
    from liangcai_web.services.facts import NewFact, append_facts
    from liangcai_web.services.payloads.base import AwardDecided
    from liangcai_web.services.people import keep_people
    from liangcai_web.services.rehearsal.journey import before_posting
    from liangcai_web.services.results.postings import post_results
    from liangcai_web.services.standards.opened import adopt_standard, open_document

    now, rng = clock.now(), random.Random(7)  # noqa: S311 - made-up people
    office = found_organisation(name="测试评价机构", name_en="Test body", code="0001", province="00", site="000001")
    first, second = (open_account(office, name, None, "officer") for name in OFFICERS)
    key = liangcai_reference.list_occupations()[0]
    document = adopt_standard(office, liangcai_reference.read_standard_text(key).encode(), f"{key}.txt", now=now).value
    assert document is not None
    opened = open_batch(office, document, title="签发测量", level=LEVEL, direction=None, seed=1, starts_at=now, now=now)
    assert opened.value is not None, opened.findings
    batch, standard = opened.value, open_document(document).standard
    names = [rng.choice(FAMILY) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2)))) for _ in range(count)]
    people = keep_people(office, [(name, f"0000002000{number:08}") for number, name in enumerate(names)])
    rows = Candidate.objects.bulk_create(
        Candidate(batch=batch, person=person, serial=number, ticket_number=f"26{batch.pk:04}{number:06}")
        for number, person in enumerate(people, 1)
    )
    facts = []
    for row in rows:
        points = Decimal(59 if row.serial % FAILING == 0 else rng.randint(60, 99))
        marks = tuple(PartMark(kind=kind, points=points) for kind in ("theory", "skill"))
        decision = decide_award(standard, LEVEL, None, marks, "ab" * 32)
        facts.append(NewFact(kind="award_decided", payload=AwardDecided(decision=decision), subject=row.uuid))
    two = ByTwo(now=before_posting(now), actor=first, approver=second)
    append_facts(office, facts, batch=batch.uuid, **two)
    post_results(batch, **two)
    return batch


if __name__ == "__main__":
    open_site(Path(sys.argv[1]))
    sys.stdout.write(f"{make_passed(int(sys.argv[2])).uuid}\n")
