"""Fill an empty installation for a browser test: a batch on the bundled reference, candidates with tickets.

``LIANGCAI_HOME=FOLDER python -m tests.journeys.prepare_site N [types]`` prints ticket and ID numbers as JSON; with
``types`` they sit a made-up paper with every type of question.
"""

import json
import sys
from datetime import timedelta

import django
from django.core.management import call_command
from msgspec.structs import replace

from tests.data.pictures import PLAN
from tests.data.printed import print_every_type


def prepare(count: int, every_type: bool = False) -> list[dict[str, str]]:
    """A batch whose papers are made and unsealed, and its candidates."""
    import liangcai_reference
    from liangcai_host import clock
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.accounts.officer_keys import Hand
    from liangcai_web.services.accounts.offices import found_organisation, open_account
    from liangcai_web.services.bank.pictures import keep_picture
    from liangcai_web.services.batches.state import open_batch
    from liangcai_web.services.papers.making import assemble_papers, keep_papers
    from liangcai_web.services.people import keep_people
    from liangcai_web.services.sittings.office import open_sitting
    from liangcai_web.services.standards.opened import adopt_standard

    now = clock.now()
    body = found_organisation(name="测试评价机构", name_en="Test body", code="0001", province="00", site="000001")
    text = liangcai_reference.read_standard_text("2-02-10-13-2021")
    document = adopt_standard(body, text.encode(), "standard.txt", now=now).value
    assert document is not None
    starts_at = now - timedelta(minutes=5)
    batch = open_batch(
        body, document, title="浏览器测试", level="初级", direction=None, seed=1, starts_at=starts_at, now=now
    ).value
    assert batch is not None
    first, second = (open_account(body, name, "made-up pass phrase", "officer") for name in ("office-1", "office-2"))
    made = assemble_papers(batch, 1)
    assert made.value is not None, made.findings
    if every_type:
        assert keep_picture(body, PLAN, "plan.png", now=now, actor=None).value
    forms = (print_every_type(),) if every_type else made.value.forms.forms
    papers = replace(made.value, forms=replace(made.value.forms, forms=forms))
    keep_papers(batch, papers, now=now, actor=None)
    numbers = [f"00000020000101{serial:04}" for serial in range(1, count + 1)]
    tickets = []
    for serial, person in enumerate(
        keep_people(body, [(f"考生{n:02}", number) for n, number in enumerate(numbers, 1)]), 1
    ):
        ticket = f"26030001{serial:04}"
        Candidate.objects.create(
            batch=batch, person=person, serial=serial, ticket_number=ticket, room="第1考场", seat=serial, form="A"
        )
        tickets.append({"ticket_number": ticket, "id_number": numbers[serial - 1]})
    hands = tuple(Hand(user=user, phrase="made-up pass phrase") for user in (first, second))
    assert open_sitting(batch, hands=hands, now=now, rooms_start=False).value is not None
    return tickets


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(prepare(int(sys.argv[1]), every_type="types" in sys.argv)))
