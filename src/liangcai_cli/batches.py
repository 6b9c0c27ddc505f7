"""``liangcai batch``: a batch without a browser: announced, followed step by step, its papers, its documents.

In: the folder of an installation, a standard, a batch by its id, the name of an account. Out: what was done on standard
output, findings on standard error; status 1 when something was refused. Follows: the same services as the pages.
"""

import argparse
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai_cli.on_batch import Verbs, add_verb, find_account, find_batch, find_member, read_day, read_moment, refuse
from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai.findings import Result
    from liangcai_web.records.documents import Document
    from liangcai_web.records.organisations import Membership

SEEDS = 2**48
MARKS = {"done": "✓", "open": "→", "waits": "·", "none": "-"}


def add_arguments(subjects: Verbs) -> None:
    """Declare ``batch`` with its verbs, from ``announce`` to ``print``."""
    subject = subjects.add_parser("batch", help="批次 batches, from announcement to documents")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    new = verbs.add_parser("announce", help="公告批次 announce one")
    new.add_argument("standard", help="文件，或随附标准的编码-年份 a file, or a bundled standard by code-edition")
    new.add_argument("--level", required=True)
    new.add_argument("--direction", help="职业方向 direction, where the level has any")
    new.add_argument("--title", required=True)
    new.add_argument("--starts", type=read_moment, required=True, metavar="2026-12-20T09:00")
    new.add_argument("--apply-until", type=read_day, metavar="2026-12-01")
    new.add_argument("--cut-off", type=read_day, metavar="2026-12-01")
    new.set_defaults(run=on_site(announce))
    verbs.add_parser("list", help="列出批次 list them").set_defaults(run=on_site(show_batches))
    add_verb(verbs, "steps", "考务流程 22 步 where it stands on every step", show_steps)
    noted = add_verb(verbs, "note", "登记一个步骤 note that a step was taken", note_one, "step")
    noted.add_argument("--day", type=read_day, help="日期，默认今天 its day, today unless given")
    noted.add_argument("--words", default="", help="说明 what is to be known of it")
    filed = add_verb(verbs, "file", "报备方案 file the plan to the authority", file_one)
    judged = add_verb(verbs, "judge", "核准或退回方案 approve the plan or return it", judge_one)
    judged.add_argument("--return", dest="words", metavar="REASON", help="退回理由 return it, for this reason")
    made = add_verb(verbs, "papers", "组卷 assemble the papers", assemble)
    made.add_argument("--sets", type=int, default=1, metavar="N", help="试卷组数 sets of papers, one a session")
    printed = add_verb(verbs, "print", "打印材料或列出 print a document, or list them", print_one)
    printed.add_argument("document", nargs="?")
    printed.add_argument("--out", metavar="FILE")
    for one in (new, noted, filed, judged, made):
        one.add_argument("--as", dest="account", required=True, help="办理的账户 the account that acts")


def announce(options: argparse.Namespace) -> int:
    """Announce a batch for the organisation of the officer."""
    from liangcai_web.services.batches.state import open_batch
    from liangcai_web.services.days import in_zone

    member = find_member(options.account, "officer")
    document = adopt(options.standard, member) if member else None
    if member is None or document is None or document.value is None:
        print_findings(document.findings if document else ())
        return 1
    opened = open_batch(
        member.organisation,
        document.value,
        title=options.title,
        level=options.level,
        direction=options.direction,
        seed=secrets.randbelow(SEEDS),
        starts_at=in_zone(options.starts),
        apply_until=options.apply_until,
        cut_off=options.cut_off,
        now=clock.now(),
        actor=member.user,
    )
    print_findings(opened.findings)
    if opened.value is not None:
        sys.stdout.write(f"{opened.value.uuid}\n")
    return 0 if opened.value else 1


def adopt(named: str, member: "Membership") -> "Result[Document | None]":
    """The standard of a batch: a bundled one by its key, or a file."""
    from liangcai.findings import Result
    from liangcai_web.services.standards.opened import adopt_standard, open_standard
    from liangcai_web.services.workflow.standing import adopt_known

    now, actor = clock.now(), member.user
    if open_standard(named) is not None:
        return adopt_known(member.organisation, named, now=now, actor=actor)
    data = read_file(named)
    if data.value is None:
        return Result(None, data.findings)
    return adopt_standard(member.organisation, data.value, Path(named).name, now=now, actor=actor)


def show_batches(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Every batch by its id, the nearest examination first."""
    from liangcai_web.records.batches import Batch
    from liangcai_web.services.days import local_time

    for one in Batch.objects.order_by("starts_at", "pk"):
        begins = local_time(one.starts_at)
        sys.stdout.write(f"{one.uuid}  {begins:%Y-%m-%d %H:%M}  {one.level}{one.direction}  {one.title}\n")
    return 0


def show_steps(options: argparse.Namespace) -> int:
    """Every step with its state, its day, and what it waits for."""
    from liangcai_web.services.workflow.steps import read_workflow

    batch = find_batch(options)
    for state in read_workflow(batch, clock.now()) if batch else ():
        due = f"{state.due}{' !' if state.late else ''}" if state.due else ""
        waits = "、".join(step.zh for step in state.waits_for)
        count = f"{state.happened.count}/{state.happened.of}" if state.happened else ""
        line = f"{MARKS[state.standing]} {state.step.key:<13} {count:>9} {due:<12} {state.step.zh}"
        sys.stdout.write(f"{line}{f'（等 {waits}）' if waits else ''}\n")
    return 0 if batch else 1


def note_one(options: argparse.Namespace) -> int:
    """Note a step that was taken outside the program."""
    from liangcai_web.services.days import local_day
    from liangcai_web.services.workflow.steps import note_step

    batch = find_batch(options)
    user = find_account(options, batch, "officer") if batch else None
    if batch is None or user is None:
        return 1
    now = clock.now()
    noted = note_step(batch, options.step, options.day or local_day(now), options.words, actor=user, now=now)
    print_findings(noted.findings)
    return 0 if noted.value else 1


def file_one(options: argparse.Namespace) -> int:
    """File the plan."""
    from liangcai_web.services.workflow.steps import file_plan

    batch = find_batch(options)
    user = find_account(options, batch, "officer") if batch else None
    filed = file_plan(batch, actor=user, now=clock.now()) if batch and user else None
    print_findings(filed.findings if filed else ())
    return 0 if filed and filed.value else 1


def judge_one(options: argparse.Namespace) -> int:
    """The authority's word on the plan."""
    from liangcai_web.services.workflow.steps import judge_plan

    batch = find_batch(options)
    user = find_account(options, batch, "authority") if batch else None
    if batch is None or user is None:
        return 1
    approve = options.words is None
    judged = judge_plan(batch, options.words or "", approve=approve, actor=user, now=clock.now())
    print_findings(judged.findings)
    return 0 if judged.value else 1


def assemble(options: argparse.Namespace) -> int:
    """Assemble the papers, once."""
    from liangcai_web.services.papers.office import assemble_once

    batch = find_batch(options)
    user = find_account(options, batch, "officer") if batch else None
    made = assemble_once(batch, options.sets, now=clock.now(), actor=user) if batch and user else None
    print_findings(made.findings if made else ())
    if made is None or made.value is None:
        return 1
    sys.stdout.write("".join(f"{form.id}  {len(form.questions)}\n" for form in made.value.forms.forms))
    return 0


def print_one(options: argparse.Namespace) -> int:
    """A document as PDF, or the list of what there is."""
    from liangcai_web.services.printing.office import list_documents, print_document

    batch = find_batch(options)
    if batch is None:
        return 1
    if options.document is None:
        for one in list_documents(batch):
            blocked = f"（{one.blocked.zh}）" if one.blocked else ""
            sys.stdout.write(f"{one.key:<16} {one.name.zh}{blocked}\n")
        return 0
    made = print_document(batch, options.document)
    if made is None:
        print_findings((refuse("document", "没有这份材料。", "There is no such document."),))
        return 1
    print_findings(made.findings)
    if made.value is None:
        return 1
    Path(options.out or f"{options.document}.pdf").write_bytes(made.value)
    return 0
