"""Everything that a journey made, written into a folder.

In: an outcome and a folder. Out: papers, keys, tickets, room sheets, score sheets, decisions, certificates,
trust store, status list and the report. Follows: each file can be checked on its own; the report names each clause.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings

from liangcai.findings import Finding, Message, Result
from liangcai.marking.sheet import SheetKind
from liangcai_host.typesetting.guide_sheets import needs_guide
from liangcai_host.typesetting.typeset import typeset_door_lists, typeset_sign_in
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.issue import read_credential, read_trust, sign_status
from liangcai_web.services.marking.scoring import batch_sheet, read_sheets
from liangcai_web.services.papers.conformity import load_conformity
from liangcai_web.services.papers.making import Papers, outline_papers
from liangcai_web.services.papers.practical import batch_tasks
from liangcai_web.services.printing.boards import print_boards
from liangcai_web.services.printing.documents import (
    print_card,
    print_certificate,
    print_conformity,
    print_guide,
    print_key,
    print_paper,
    print_rooms,
    print_score_sheets,
    print_task,
    print_tickets,
)
from liangcai_web.services.rehearsal.journey import Outcome, Progress, seated


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: whether every stage was passed, and a sentence for the terminal."""

    complete: bool
    summary: Message
    findings: tuple[Finding, ...]


def write_outcome(outcome: Outcome, folder: Path, now: datetime, progress: Progress) -> Written:
    """Write every file; what can't be printed is a finding, and the other files are written all the same."""
    folder.mkdir(parents=True, exist_ok=True)
    findings: list[Finding] = []
    batch, papers = outcome.batch, outcome.papers
    if batch is not None:
        write_json(folder / "standard.json", batch_standard(batch))
        write_json(folder / "verdicts.json", outcome.verdicts)
    if batch is not None and papers is not None:
        findings.extend(write_papers(batch, papers, folder / "papers"))
    if batch is not None and papers is not None and outcome.plan is not None:
        findings.extend(write_sitting(batch, folder))
        findings.extend(write_scores(batch, papers, folder))
        write_json(folder / "decisions.json", list_decisions(batch, outcome))
        findings.extend(write_certificates(batch, outcome, folder, now, progress))
    outcome.findings += tuple(findings)
    complete = bool(outcome.decisions) and len(outcome.certificates) == count_passed(outcome)
    return Written(complete=complete and not findings, summary=summarise(outcome), findings=tuple(findings))


def write_json(path: Path, value: object) -> None:
    """A value as readable JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_pdf(path: Path, pdf: Result[bytes | None]) -> tuple[Finding, ...]:
    """A PDF if there is one, and the findings on it."""
    if pdf.value is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf.value)
    return pdf.findings


def write_papers(batch: Batch, papers: Papers, folder: Path) -> Iterator[Finding]:
    """Papers, cards, keys, guides where needed, performance tasks; the signed proof that papers fit, what it names."""
    write_json(folder / "blueprint.json", papers.blueprint)
    write_json(folder / "bank.json", papers.bank)
    (folder / "conformity.json").write_bytes(load_conformity(batch) or b"")
    yield from write_pdf(folder / "conformity.pdf", print_conformity(batch, papers.forms, papers.blueprint))
    if papers.practical is not None:
        write_json(folder / "tasks.json", papers.practical.bank)
        write_json(folder / "practical.json", papers.practical.papers)
    for form in papers.forms.forms:
        write_json(folder / f"paper-{form.id}.json", form)
        yield from write_pdf(folder / f"paper-{form.id}.pdf", print_paper(batch, form, papers.blueprint))
        yield from write_pdf(folder / f"card-{form.id}.pdf", print_card(batch, outline_papers(papers), form.id))
        yield from write_pdf(folder / f"key-{form.id}.pdf", print_key(batch, form, papers.blueprint))
        if needs_guide(form):
            yield from write_pdf(folder / f"guide-{form.id}.pdf", print_guide(batch, form))
    for task in batch_tasks(batch):
        yield from write_pdf(folder / f"task-{task.id}.pdf", print_task(batch, task, papers.blueprint))


def write_sitting(batch: Batch, folder: Path) -> Iterator[Finding]:
    """Tickets, door lists, sign-in sheets."""
    yield from write_pdf(folder / "tickets.pdf", print_tickets(batch))
    doors, sign_in = print_rooms(batch, typeset_door_lists), print_rooms(batch, typeset_sign_in)
    yield from write_pdf(folder / "rooms" / "door-lists.pdf", doors)
    yield from write_pdf(folder / "rooms" / "sign-in-sheets.pdf", sign_in)


def write_scores(batch: Batch, papers: Papers, folder: Path) -> Iterator[Finding]:
    """The signed score sheets of panels and boards, and what came of them."""
    names: tuple[tuple[SheetKind, str], ...] = (("skill", "score-sheets"), ("review", "review-sheets"))
    for kind, name in names:
        template, part = batch_sheet(batch, kind), papers.blueprint.part(kind)
        sheets = tuple((candidate, sheet) for candidate in seated(batch) for sheet in read_sheets(candidate, kind))
        if template and part and sheets:
            yield from write_pdf(folder / f"{name}.pdf", print_score_sheets(batch, template, part.minutes, sheets))
            yield from write_pdf(folder / f"{name}-result.pdf", print_boards(batch, kind))


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of ``decisions.json``."""

    ticket_number: str
    passed: bool
    parts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    certificate: str


def list_decisions(batch: Batch, outcome: Outcome) -> tuple[DecisionRow, ...]:
    """The decisions by ticket number, with their reasons."""
    numbers = {issued.candidate: issued.number for issued in outcome.certificates}
    rows = []
    for candidate in seated(batch):
        decision = outcome.decisions[str(candidate.uuid)]
        rows.append(
            DecisionRow(
                ticket_number=candidate.ticket_number,
                passed=decision.passed,
                parts=tuple((part.name, str(part.points)) for part in decision.outcomes),
                reasons=tuple(f"[{reason.clause}] {reason.message.zh}" for reason in decision.reasons),
                certificate=numbers.get(str(candidate.uuid), ""),
            )
        )
    return tuple(rows)


def write_certificates(
    batch: Batch, outcome: Outcome, folder: Path, now: datetime, progress: Progress
) -> Iterator[Finding]:
    """Each certificate as a signed file and as a PDF, with what a verifier needs beside them."""
    (folder / "trust.json").write_text(read_trust(), encoding="utf-8", newline="\n")
    (folder / "status.json").write_bytes(sign_status(now))
    certificates = folder / "certificates"
    certificates.mkdir(exist_ok=True)
    for number, issued in enumerate(outcome.certificates, 1):
        kept = read_credential(issued.number)
        if kept is None:
            raise RuntimeError(f"certificate {issued.number} was issued and not kept")
        (certificates / f"{issued.number}.json").write_bytes(bytes(kept.file))
        credential, token = issued.certificate.credential, issued.certificate.token
        pdf = print_certificate(batch, credential, token, kept.issued_at, settings.VERIFY_ADDRESS)
        yield from write_pdf(certificates / f"{issued.number}.pdf", pdf)
        progress(Message("打印证书", "Printing certificates"), number, len(outcome.certificates))


def count_passed(outcome: Outcome) -> int:
    """How many passed."""
    return sum(decision.passed for decision in outcome.decisions.values())


def summarise(outcome: Outcome) -> Message:
    """What came of the journey, in a sentence."""
    admitted = sum(verdict.status == "admitted" for verdict in outcome.verdicts)
    applied, decided, passed = len(outcome.verdicts), len(outcome.decisions), count_passed(outcome)
    issued = len(outcome.certificates)
    if not decided:
        return Message(
            f"未能走完：{applied} 人报名，{admitted} 人获准；请看上面的问题。",
            f"Not finished: {applied} applied, {admitted} were admitted; see the findings above.",
        )
    return Message(
        f"{applied} 人报名，{admitted} 人获准，{decided} 人参加考核，{passed} 人合格，签发证书 {issued} 张。",
        f"{applied} applied, {admitted} were admitted, {decided} were examined, {passed} passed, {issued} certified.",
    )
