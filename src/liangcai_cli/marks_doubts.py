"""The verbs of ``liangcai marks`` about doubts: objections, score reviews, misconduct.

In: a batch, a petition or a case by its id, the names of accounts. Out: lists, what was settled, a bundle of evidence.
Follows: the same services as the pages; who had a hand in a mark does not review it.
"""

import argparse
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from liangcai_cli.on_batch import Verbs, add_verb, find_batch, refuse
from liangcai_cli.on_two import add_one, add_two, find_one, find_two
from liangcai_cli.report import print_findings
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai.findings import Result
    from liangcai_web.records.batches import Batch
    from liangcai_web.records.petitions import Petition
    from liangcai_web.services.standing.cases import Case

OUTCOMES = ("upheld", "changed", "dismissed")


def add_verbs(verbs: Verbs) -> None:
    """Declare them."""
    add_verb(verbs, "petitions", "异议、复核、申诉 objections, reviews, appeals", show_petitions)
    settled = add_verb(verbs, "settle", "两人办结异议或申诉 settle an objection or an appeal", settle_one)
    settled.add_argument("petition", type=UUID)
    settled.add_argument(
        "outcome", choices=OUTCOMES, help="维持、更正、不予受理 it stands, is changed, is not taken up"
    )
    reviewed = add_verb(verbs, "review", "两人办结成绩复核 settle a score review", review_one)
    reviewed.add_argument("petition", type=UUID)
    reviewed.add_argument("points", type=read_points, help="复核后的成绩 the mark after it")
    bundled = add_verb(verbs, "evidence", "复核证据包 evidence of a mark as a signed zip", write_bundle)
    bundled.add_argument("petition", type=UUID)
    bundled.add_argument("--out", type=Path, required=True)
    add_verb(verbs, "misconduct", "违纪记录与案件 what was noted, and cases", show_misconduct)
    charged = add_one(add_verb(verbs, "charge", "立案告知 open a case", charge, "ticket", "code", "part"))
    charged.add_argument("--evidence", required=True, help="事实与证据 facts and evidence")
    heard = add_one(add_verb(verbs, "hear", "登记陈述 note what the candidate says", hear, "case"))
    heard.add_argument("--words", required=True)
    measured = add_verb(verbs, "measure", "两人处理 take a measure, by two", measure, "case", "measure")
    told = add_verb(verbs, "notice", "给考生的告知书（PDF） the notice to the candidate", write_notice, "case")
    told.add_argument("--out", type=Path, required=True)
    withdrawn = add_verb(verbs, "withdraw", "两人撤回记错的 withdraw a note, by two", withdraw, "note")
    for one in (settled, reviewed, measured, withdrawn):
        one.add_argument("--reason", required=True, help="理由 the reason")
        add_two(one)


def read_points(text: str) -> Decimal:
    """A mark such as 72.5."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"“{text}”不是分数 is no mark such as 72.5") from None


def show_petitions(options: argparse.Namespace) -> int:
    """Everything that was said, what waits first."""
    from liangcai_web.services.results.petitions import list_petitions

    batch = find_batch(options)
    for row in list_petitions(batch) if batch else ():
        who = row.candidate.ticket_number if row.candidate else "—"
        state = row.outcome or "待办 open"
        sys.stdout.write(f"{row.uuid}  {row.kind:<9} {row.part:<6} {who}  {row.filed_at:%Y-%m-%d}  {state}\n")
    return 0 if batch else 1


def find_row(options: argparse.Namespace, batch: "Batch") -> "Petition | None":
    """The petition that was named; a finding where there is none."""
    from liangcai_web.services.results.petitions import find_petition

    row = find_petition(batch, options.petition)
    if row is None:
        print_findings((refuse("petition", "本批次没有这一件。", "There is no such petition in this batch."),))
    return row


def settle_one(options: argparse.Namespace) -> int:
    """Settle an objection or an appeal."""
    from liangcai_web.services.results.misconduct import settle_appeal
    from liangcai_web.services.results.petitions import Kind, settle_objection

    def work(row: "Petition", two: Any) -> "Result[Petition | None]":
        if row.kind == Kind.APPEAL:
            return settle_appeal(row, options.reason, upheld=options.outcome == "changed", **two)
        return settle_objection(row, options.outcome, options.reason, **two)

    return on_petition(options, work)


def review_one(options: argparse.Namespace) -> int:
    """Settle a score review."""
    from liangcai_web.services.results.score_reviews import settle_review

    return on_petition(options, lambda row, two: settle_review(row, options.points, options.reason, **two))


def on_petition(options: argparse.Namespace, work: "Callable[[Petition, Any], Result[Petition | None]]") -> int:
    """Do something to a petition by two officers."""
    batch = find_batch(options)
    row = find_row(options, batch) if batch else None
    two = find_two(options, batch) if batch else None
    if row is None or two is None:
        return 1
    done = work(row, two)
    print_findings(done.findings)
    return 0 if done.value else 1


def write_bundle(options: argparse.Namespace) -> int:
    """The evidence of the candidate's marks."""
    from liangcai_web.services.marking.bundles import make_bundle

    batch = find_batch(options)
    row = find_row(options, batch) if batch else None
    if row is None or row.candidate is None:
        return 1
    options.out.write_bytes(make_bundle(row.candidate, clock.now()))
    return 0


def show_misconduct(options: argparse.Namespace) -> int:
    """What was noted with its state, then the cases."""
    from liangcai_web.services.standing.cases import list_cases, list_noted

    batch = find_batch(options)
    for one in list_noted(batch) if batch else ():
        state = "撤回 withdrawn" if one.withdrawn else "立案 in a case" if one.case else "记录 noted"
        sys.stdout.write(f"{one.fact.hash}  {one.candidate.ticket_number}  {one.said.code}  {state}\n")
    for case in list_cases(batch) if batch else ():
        measured = case.decided.measure if case.decided else "待处理 open"
        state = "已撤销 lifted" if case.lifted else measured
        sys.stdout.write(f"{case.said.case}  {case.candidate.ticket_number}  {case.said.code}  {state}\n")
    return 0 if batch else 1


def charge(options: argparse.Namespace) -> int:
    """Open a case."""
    from liangcai_web.services.results.misconduct import open_case
    from liangcai_web.services.standing.cases import own_cases

    batch = find_batch(options)
    user = find_one(options, batch) if batch else None
    rows = batch.candidates.select_related("person", "batch__organisation", "batch__standard") if batch else None
    candidate = rows.filter(ticket_number=options.ticket).first() if rows is not None else None
    if user is None or candidate is None:
        print_findings((refuse("ticket", "没有这个准考证号。", "There is no such ticket."),) if user else ())
        return 1
    said = (options.code, options.part, options.evidence)
    opened = open_case(candidate, *said, actor=user, now=clock.now())
    print_findings(opened.findings)
    if opened.value is None:
        return 1
    sys.stdout.write(f"{own_cases(candidate)[-1].said.case}\n")
    return 0


def find_named(options: argparse.Namespace, batch: "Batch") -> "Case | None":
    """The case that was named; a finding where there is none."""
    from liangcai_web.services.standing.cases import find_case

    case = find_case(batch, options.case)
    if case is None:
        print_findings((refuse("case", "本批次没有这一案。", "There is no such case in this batch."),))
    return case


def hear(options: argparse.Namespace) -> int:
    """Note what a candidate says."""
    from liangcai_web.services.results.misconduct import hear_candidate

    batch = find_batch(options)
    case = find_named(options, batch) if batch else None
    user = find_one(options, batch) if batch else None
    if case is None or user is None:
        return 1
    kept = hear_candidate(case, options.words, actor=user, now=clock.now())
    print_findings(kept.findings)
    return 0 if kept.value else 1


def measure(options: argparse.Namespace) -> int:
    """Take a measure."""
    from liangcai_web.services.results.misconduct import decide_case

    batch = find_batch(options)
    case = find_named(options, batch) if batch else None
    two = find_two(options, batch) if batch else None
    if case is None or two is None:
        return 1
    done = decide_case(case, options.measure, options.reason, **two)
    print_findings(done.findings)
    return 0 if done.value else 1


def withdraw(options: argparse.Namespace) -> int:
    """Withdraw what was noted in error."""
    from liangcai_web.services.results.misconduct import withdraw_irregularity
    from liangcai_web.services.standing.cases import list_noted

    batch = find_batch(options)
    two = find_two(options, batch) if batch else None
    noted = next((one for one in list_noted(batch) if one.fact.hash.startswith(options.note)), None) if batch else None
    if two is None or noted is None:
        print_findings((refuse("note", "没有这条记录。", "There is no such note."),) if two else ())
        return 1
    done = withdraw_irregularity(noted.candidate, noted.fact.hash, options.reason, **two)
    print_findings(done.findings)
    return 0 if done.value else 1


def write_notice(options: argparse.Namespace) -> int:
    """The notice of a charge, or of the decision on it."""
    from liangcai_web.services.printing.misconduct import print_case

    batch = find_batch(options)
    case = find_named(options, batch) if batch else None
    if case is None:
        return 1
    printed = print_case(case)
    print_findings(printed.findings)
    if printed.value is None:
        return 1
    options.out.write_bytes(printed.value)
    return 0
