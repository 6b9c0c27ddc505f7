"""What the office does behind a browser test, in a process of the installation.

``python -m tests.journeys.office_hand answers TICKET`` prints the right answers as that candidate sees them, by number;
``… finish TICKET FILE`` marks, scores, decides and certifies, and writes the candidate's certificate as PDF.
"""

import json
import sys
from pathlib import Path

import django


def tell_answers(ticket: str) -> dict[int, str]:
    """The letters to choose, by the number of the question on this candidate's screen; T is A and F is B."""
    from liangcai.delivery.present import present_form
    from liangcai.items.model import LETTERS
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.papers.making import load_form

    candidate = Candidate.objects.select_related("batch").get(ticket_number=ticket)
    form = load_form(candidate)
    assert form is not None
    keys = {question.item.id: question.item.key for question in form.questions}
    right = {}
    for question in present_form(form, str(candidate.uuid)).questions:
        key = keys[question.item_id]
        shown = [LETTERS[place] for place, letter in enumerate(question.letters) if letter in key]
        right[question.number] = "".join(shown) if question.letters else "AB"["TF".index(key)]
    return right


def finish(ticket: str, file: Path) -> str:
    """Everything between the sitting and the certificate; gives the number of the certificate."""
    from django.conf import settings

    from liangcai.marking.sheet import RowScore
    from liangcai_host import clock
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.accounts.offices import list_accounts
    from liangcai_web.services.certificates.issue import issue_certificates, read_credential
    from liangcai_web.services.marking.scoring import batch_sheet, decide_skill, sign_sheet
    from liangcai_web.services.marking.theory import mark_theory
    from liangcai_web.services.planning.seating import load_plan
    from liangcai_web.services.printing.documents import print_certificate
    from liangcai_web.services.registers.teams import panel_members
    from liangcai_web.services.rehearsal.journey import before_posting
    from liangcai_web.services.results.decisions import decide_awards
    from liangcai_web.services.results.postings import post_results

    now = clock.now()
    candidate = Candidate.objects.select_related("batch__organisation", "batch__standard").get(ticket_number=ticket)
    batch = candidate.batch
    mark_theory(batch, now=now)
    plan, sheet = load_plan(batch), batch_sheet(batch)
    assert plan is not None
    assert sheet is not None
    full = tuple(RowScore(key=row.key, points=row.maximum) for row in sheet.rows)
    for assessor in panel_members(plan)[candidate.panel or 0]:
        assert sign_sheet(candidate, assessor, full, now=now).value is not None
    assert decide_skill(candidate, now=now).value is not None
    first, second = list_accounts(batch.organisation, "officer")
    decide_awards(batch, now=now, actor=first, approver=second)
    post_results(batch, now=before_posting(now), actor=first, approver=second)
    (issued,) = (result.value for result in issue_certificates(batch, now=now, actor=first, approver=second))
    assert issued is not None
    kept = read_credential(issued.number)
    assert kept is not None
    certificate = issued.certificate
    pdf = print_certificate(batch, certificate.credential, certificate.token, kept.issued_at, settings.VERIFY_ADDRESS)
    assert pdf.value is not None
    file.write_bytes(pdf.value)
    return issued.number


if __name__ == "__main__":
    django.setup()
    task, ticket_number, *rest = sys.argv[1:]
    said = tell_answers(ticket_number) if task == "answers" else finish(ticket_number, Path(rest[0]))
    sys.stdout.write(json.dumps(said))
