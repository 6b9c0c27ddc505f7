"""An examination that was sat and scored, of which nothing is marked yet; and what its facts say afterwards.

``LIANGCAI_HOME=FOLDER python -m tests.journeys.results_hand prepare N`` prints who can sign in, the tickets and a
question with another letter that is to be accepted too; ``… tell`` prints what the facts of the batch say.
"""

import json
import random
import secrets
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django
from django.core.management import call_command

PASSED_DAYS = 3  # the examination was so many days ago


def prepare(count: int) -> dict[str, Any]:
    """Raw answers in the journal, signed sheets of all panels but the first candidate's."""
    from liangcai_host import clock
    from liangcai_web.services.marking.scoring import batch_sheet, sign_sheet
    from liangcai_web.services.planning.seating import load_plan
    from liangcai_web.services.registers.teams import gather_team, panel_members
    from liangcai_web.services.rehearsal.demonstration import lowest_level, order_for
    from liangcai_web.services.rehearsal.journey import Outcome, admit_people, open_examination, seated, sit_theory
    from liangcai_web.services.rehearsal.journey import prepare as prepare_sitting
    from liangcai_web.services.rehearsal.people import score_rows

    now = clock.now() - timedelta(days=PASSED_DAYS)
    passwords = {name: secrets.token_urlsafe(9) for name in ("office-1", "office-2")}
    team, outcome = gather_team(passwords), Outcome(document="")
    order = order_for(*lowest_level("2-02-10-13-2021"), count, 7)
    batch = open_examination(order, team, now, outcome)
    assert batch is not None
    people = admit_people(batch, order, team, now, outcome)
    assert prepare_sitting(batch, people, team, now, outcome), outcome.findings
    sit_theory(batch, people, now, lambda *_: None)
    panels, sheet = panel_members(load_plan(batch)), batch_sheet(batch)  # type: ignore[arg-type]
    assert sheet is not None
    rows = seated(batch)
    for candidate in rows[1:]:
        rng = random.Random(f"scores {candidate.serial}")  # noqa: S311 - made up, not a secret
        for assessor in panels[candidate.panel or 0]:
            scores = score_rows(sheet, people[str(candidate.person.uuid)].ability, rng)
            assert sign_sheet(candidate, assessor, scores, now=now).value is not None
    judges = {judge.get_username(): secrets.token_urlsafe(9) for judge in panels[rows[0].panel or 0]}
    for judge in panels[rows[0].panel or 0]:
        judge.set_password(judges[judge.get_username()])
        judge.save(update_fields=["password"])
    return {
        "batch": str(batch.uuid),
        "passwords": passwords | judges,
        "judges": list(judges),
        "sitters": [(one.ticket_number, people[str(one.person.uuid)].id_number, one.person.name) for one in rows],
        "key": batch.standard.sha256,
        **choose_question(batch),
    }


def choose_question(batch: Any) -> dict[str, str]:
    """A question of one letter that many got wrong, its key, and the wrong letter that most chose."""
    from liangcai.delivery.present import present_form
    from liangcai.delivery.restore import restore_response
    from liangcai_web.services.papers.making import load_forms
    from liangcai_web.services.sittings.attempts import read_answers

    forms = load_forms(batch)
    assert forms is not None
    by_id = {form.id: form for form in forms.forms}
    chosen: dict[str, Counter[str]] = {}
    for candidate in batch.candidates.all():
        answers = read_answers(candidate) or {}
        for shown in present_form(by_id[candidate.form], str(candidate.uuid)).questions:
            given = restore_response(shown, answers.get(shown.item_id, "")) or ""
            chosen.setdefault(shown.item_id, Counter())[given] += 1
    items = {question.item.id: question.item for form in forms.forms for question in form.questions}
    single = [item for item in items.values() if item.type == "single"]

    def wrong(item: Any) -> tuple[int, str]:
        return max(
            ((count, letter) for letter, count in chosen[item.id].items() if letter != item.key), default=(0, "")
        )

    item = max(single, key=lambda one: wrong(one)[0])
    return {"question": item.id, "right": item.key, "accepted": wrong(item)[1]}


def tell() -> dict[str, Any]:
    """What the facts say: the mark of each part before and after, decisions, certificates, by ticket."""
    from liangcai_web.records.batches import Batch
    from liangcai_web.records.credentials import Credential
    from liangcai_web.services.facts import find_break, read_facts
    from liangcai_web.services.standing.awards import read_decisions

    (batch,) = Batch.objects.all()
    tickets = {one.uuid: one.ticket_number for one in batch.candidates.all()}
    marks: dict[str, list[str]] = {}
    for fact in read_facts(batch.uuid, "theory_marked", "mark_changed"):
        said = json.loads(fact.payload)
        assert fact.subject is not None
        if said.get("kind", "theory") == "theory":
            marks.setdefault(tickets[fact.subject], []).append(str(said["points"]))
    passed = read_decisions(batch)
    certificates = Credential.objects.filter(candidate__batch=batch).select_related("candidate").order_by("number")
    return {
        "theory": marks,
        "passed": sorted(tickets[uuid] for uuid, decision in passed.items() if decision.passed),
        "decided": len(passed),
        "certificates": sorted(one.candidate.ticket_number for one in certificates),
        "numbers": [one.number for one in certificates],
        "tickets": [one.candidate.ticket_number for one in certificates],
        "revoked": [one.number for one in certificates if one.revoked_at],
        "broken": find_break(batch.organisation),
        "kinds": Counter(fact.kind for fact in batch.organisation.fact_set.all()),
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        call_command("migrate", verbosity=0)
    printed = prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else tell()
    sys.stdout.write(json.dumps(printed))
