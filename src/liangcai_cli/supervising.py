"""``liangcai supervision``: what supervisors look at, and the visits with their findings.

In: the folder of an installation, perhaps a batch by its id. Out: lists on standard output; status 1 where something is
not settled and ``--settled`` asks for it.
"""

import argparse
import sys
from pathlib import Path
from uuid import UUID

import liangcai_reference
from liangcai.supervision.pack import PHASES, WEIGHTS, read_pack
from liangcai_cli.site import on_site


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``supervision points`` and ``list``."""
    subject = subjects.add_parser("supervision", help="督导：要点、任务、问题与整改 visits, findings, mending")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("points", help="督导要点及依据 the points and their grounds").set_defaults(run=show_points)
    listed = verbs.add_parser("list", help="督导任务与问题 visits and findings")
    listed.add_argument("--batch", type=UUID, help="只看一个批次 one batch only")
    listed.add_argument("--settled", action="store_true", help="有未办结的则状态为 1 status 1 if anything is open")
    listed.set_defaults(run=on_site(list_visits))


def show_points(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Every point with its phase, its ground and its weight."""
    pack = read_pack(liangcai_reference.read_text("rulepacks/supervision.toml")).value
    if pack is None:
        return 1
    sys.stdout.write(f"{pack.id}  {pack.date}\n")
    for point in pack.points:
        ground = point.clause or "通行做法 practice"
        phase, weight = PHASES[point.phase].zh, WEIGHTS[point.weight].zh
        sys.stdout.write(f"  {phase}  {ground}  {weight}  {point.zh}\n")
    return 0


def list_visits(options: argparse.Namespace) -> int:
    """Every visit with its findings."""
    from liangcai_web.records.supervision import Visit
    from liangcai_web.services.supervision.reports import read_visits

    rows = Visit.objects.filter(withdrawn_at=None).select_related("supervisor", "batch__organisation")
    if options.batch:
        rows = rows.filter(batch__uuid=options.batch)
    states = read_visits(rows)
    for state in states:
        visit = state.visit
        said = "办结 settled" if state.settled else "已签字 signed" if state.form else "待填 to be filled in"
        kind = visit.get_kind_display()
        sys.stdout.write(f"{visit.day}  {kind}  {visit.supervisor.get_username()}  {said}  {visit.batch.title}\n")
        for one in state.findings:
            weight = WEIGHTS[one.found.weight].zh
            sys.stdout.write(f"  {one.found.number}  {weight}  {one.standing:<8}  {one.found.words.splitlines()[0]}\n")
    return int(options.settled and not all(state.settled for state in states))
