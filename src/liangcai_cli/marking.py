"""``liangcai marking``: what waits for people to mark, who is calibrated, how severe they are; settling.

In: a batch by its id. Out: lists on standard output; status 1 where something waits and ``--settled`` asks for it, or
where a panel can't be settled. Follows: every act names the account in whose name it is done.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai_cli.on_batch import add_verb, find_account, find_batch
from liangcai_cli.report import print_findings

if TYPE_CHECKING:
    from liangcai_web.records.batches import Batch
    from liangcai_web.services.marking.texts_office import MarkerRow, TextTable


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``marking waiting``, ``calibration``, ``severity``, ``deal``, ``panels`` and ``settle``."""
    subject = subjects.add_parser("marking", help="人工评分：待评、校准、宽严、汇总 marks by people")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    waiting = add_verb(verbs, "waiting", "书面作答评到哪里 how far written answers are", show_waiting)
    waiting.add_argument("--settled", action="store_true", help="有未评定的则状态为 1 status 1 if anything waits")
    add_verb(verbs, "calibration", "评卷人的校准 who is calibrated for which question", show_calibration)
    add_verb(verbs, "severity", "评卷人的宽严 how severe each marker is", show_severity)
    add_verb(verbs, "panels", "各考生的评分表签了几份 who of each panel has signed", show_panels)
    for name, words, verb in (
        ("deal", "分卷 deal written answers to markers", deal),
        ("settle", "阅卷并汇总考评组、评审 mark papers, settle panels and boards", settle),
    ):
        add_verb(verbs, name, words, verb).add_argument("--account", required=True, help="考务人员账户 an officer")
    for parser in (waiting, *(verbs.choices[name] for name in ("calibration", "severity", "panels"))):
        parser.add_argument("--json", action="store_true", help="机器可读 as JSON")


def read_table(batch: "Batch") -> "TextTable | None":
    """The table of written answers."""
    from liangcai_web.services.marking.texts_office import read_text_table

    table = read_text_table(batch)
    if table is None:
        sys.stdout.write("没有须由人评的题，或试卷尚未启封。 Nothing that people mark, or the papers are sealed.\n")
    return table


def show_waiting(options: argparse.Namespace) -> int:
    """How far each question is."""
    batch = find_batch(options)
    if batch is None:
        return 1
    table = read_table(batch)
    if table is None:
        return 0
    rows = [
        {
            "question": row.question.key,
            "answers": row.dealt,
            "settled": row.settled,
            "third": row.third,
            "exemplars": row.exemplars,
            "controls": row.controls,
        }
        for row in table.questions
    ]
    if options.json:
        sys.stdout.write(f"{json.dumps({'questions': rows, 'undealt': table.undealt}, ensure_ascii=False)}\n")
    else:
        for row in rows:
            sys.stdout.write(
                f"{row['question']:<20} 作答 answers {row['answers']:>5}  评定 settled {row['settled']:>5}  "
                f"待第三人 for the third {row['third']:>4}  样卷 exemplars {row['exemplars']} + {row['controls']}\n"
            )
        sys.stdout.write(f"未评定 not settled {table.waiting}，未分卷 papers not dealt {table.undealt}\n")
    return int(options.settled and bool(table.waiting or table.undealt))


def show_calibration(options: argparse.Namespace) -> int:
    """Who is admitted to which question, and why."""
    return show_markers(options, lambda row: list(_calibrations(row)))


def _calibrations(row: "MarkerRow") -> "list[dict[str, object]]":
    return [
        {
            "marker": row.marker,
            "question": question.key,
            "admitted": found.admitted,
            "mean_off_percent": str(found.mean_off) if found.mean_off is not None else None,
            "most_off_percent": str(found.most_off) if found.most_off is not None else None,
            "why": f"{found.reason.zh} {found.reason.en}",
        }
        for question, found in row.calibrations
    ]


def show_severity(options: argparse.Namespace) -> int:
    """The figures of each marker."""
    return show_markers(options, _figures)


def _figures(row: "MarkerRow") -> "list[dict[str, object]]":
    figures = row.figures
    if figures is None:
        return [{"marker": row.marker, "marks": 0}]
    return [
        {
            "marker": row.marker,
            "marks": figures.marks,
            "severity_percent": str(figures.percent),
            "off_percent": str(figures.off),
            "controls": figures.controls,
            "severe": figures.severe,
            "drifting": figures.drifting,
            "windows": [str(window.percent) for window in figures.windows],
        }
    ]


def show_markers(options: argparse.Namespace, describe: "Callable[[MarkerRow], list[dict[str, object]]]") -> int:
    """Rows about each marker, as JSON or a line each."""
    batch = find_batch(options)
    if batch is None:
        return 1
    table = read_table(batch)
    rows = [said for row in (table.markers if table else ()) for said in describe(row)]
    write_rows(rows, as_json=options.json)
    return 0


def write_rows(rows: "list[dict[str, object]]", *, as_json: bool) -> None:
    """Rows as JSON, or as ``name value`` pairs on a line each."""
    if as_json:
        sys.stdout.write(f"{json.dumps(rows, ensure_ascii=False)}\n")
    for row in [] if as_json else rows:
        sys.stdout.write("  ".join(f"{name} {value}" for name, value in row.items()) + "\n")


def show_panels(options: argparse.Namespace) -> int:
    """Each candidate's panels with how many have signed, by the end of the ticket number."""
    from liangcai_web.services.results.office import read_table as read_marks_table

    batch = find_batch(options)
    if batch is None:
        return 1
    rows: list[dict[str, object]] = [
        {
            "ticket": f"…{row.candidate.ticket_number[-4:]}",
            "part": one.kind,
            "panel": one.number,
            "signed": one.signed,
            "of": one.size,
        }
        for row in read_marks_table(batch).rows
        for one in row.panels
    ]
    write_rows(rows, as_json=options.json)
    return 0


def deal(options: argparse.Namespace) -> int:
    """Deal what waits."""
    from liangcai_host import clock
    from liangcai_web.services.marking.texts_dealing import deal_texts

    batch = find_batch(options)
    account = find_account(options, batch, "officer") if batch else None
    if batch is None or account is None:
        return 1
    dealt = deal_texts(batch, now=clock.now(), actor=account)
    print_findings(dealt.findings)
    sys.stdout.write(f"分卷 dealt {dealt.value}\n")
    return int(not dealt.ok)


def settle(options: argparse.Namespace) -> int:
    """Mark every paper that waits for nobody, settle every panel and board that has signed whole."""
    from liangcai_host import clock
    from liangcai_web.services.marking.panels import SIGNED
    from liangcai_web.services.marking.scoring import batch_sheet
    from liangcai_web.services.marking.theory import mark_theory
    from liangcai_web.services.results.office import decide_panels

    batch = find_batch(options)
    account = find_account(options, batch, "officer") if batch else None
    if batch is None or account is None:
        return 1
    now, status = clock.now(), 0
    sys.stdout.write(f"理论 theory {len(mark_theory(batch, now=now, actor=account))}\n")
    for kind in SIGNED:
        if batch_sheet(batch, kind) is not None:
            settled = decide_panels(batch, now=now, actor=account, kind=kind)
            print_findings(settled.findings)
            sys.stdout.write(f"{kind} {settled.value}\n")
            status |= int(not settled.ok)
    return status
