"""``liangcai station``: list the packs, try one by its own solutions, play a log, start a new pack.

In: the name of a bundled pack or a folder; a seed; a log as JSON lines. Out: a table, a report, files. Follows: what a
pack promises is tried before it is published; a log and its seed are all that a report needs.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

import liangcai_reference
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.read import read_standard
from liangcai.stations.model import Pack, StationReport
from liangcai.stations.pack import bind_pack, read_pack
from liangcai.stations.trial import Trial, check_publishable
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_stations.folder import FILES, PACK, Station
from liangcai_stations.packs import list_steps, play_log, read_station, tell_task, try_station

MOST_SEEDS, MOST_FINDINGS = 1000, 20
T = TypeVar("T")
STATUSES = {"pass": "通过", "partial": "部分", "fail": "未过", "blocked": "受阻", "infra": "设备"}


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verbs about packs."""
    listing = verbs.add_parser("list", help="随附的工位包 the bundled packs")
    listing.set_defaults(run=run_list)
    trial = verbs.add_parser("test", help="以自带解答检验工位包 try a pack by its own solutions")
    trial.add_argument("pack", help="工位包名或文件夹 a bundled pack or a folder")
    trial.add_argument("--seeds", type=int, default=20, metavar="N", help="种子个数 how many seeds (20)")
    trial.add_argument("--json", action="store_true", help="JSON")
    trial.set_defaults(run=run_test)
    play = verbs.add_parser("play", help="由操作记录得出成绩 the report of a log of steps")
    play.add_argument("pack", help="工位包名或文件夹 a bundled pack or a folder")
    play.add_argument("--seed", required=True, help="种子 seed")
    play.add_argument("--events", required=True, metavar="FILE", help="操作记录，每行一步 JSON lines, a step each")
    play.add_argument("--json", action="store_true", help="JSON")
    play.set_defaults(run=run_play)
    steps = verbs.add_parser("steps", help="打印一份解答的各步 print the steps of a solution")
    steps.add_argument("pack", help="工位包名或文件夹 a bundled pack or a folder")
    steps.add_argument("--seed", required=True, help="种子 seed")
    steps.add_argument("--solution", default="reference", help="解答名 reference, empty or a mutant")
    steps.set_defaults(run=run_steps)
    task = verbs.add_parser("task", help="打印一个种子的任务 print the task of a seed")
    task.add_argument("pack", help="工位包名或文件夹 a bundled pack or a folder")
    task.add_argument("--seed", required=True, help="种子 seed")
    task.set_defaults(run=run_task)
    new = verbs.add_parser("new", help="写一个可改的样板 write a pack to start from")
    new.add_argument("folder", type=Path, help="新文件夹 a new folder")
    new.set_defaults(run=run_new)


def run_list(_options: argparse.Namespace) -> int:
    """A line a pack."""
    faults = list[Finding]()
    for name, text in liangcai_reference.read_pack_texts():
        read = read_pack(text, f"{name}/{PACK}")
        faults += read.findings
        if (pack := read.value) is not None:
            numbers = sorted({number for check in pack.checks for number in check.requirements})
            place = f"{pack.code}@{pack.edition} {pack.level}{pack.direction}"
            sys.stdout.write(f"{pack.id:<22} {pack.version:<3} {pack.engine:<7} {place}  {pack.minutes} 分钟 min  ")
            sys.stdout.write(f"{pack.zh} {pack.en}\n{'':<22} {'、'.join(numbers)}\n")
    print_findings(faults)
    return 1 if faults else 0


def run_test(options: argparse.Namespace) -> int:
    """Try a pack; status 1 where it does not keep what it promises."""
    if not 1 <= options.seeds <= MOST_SEEDS:
        print_findings([refuse("", f"种子个数须在 1 到 {MOST_SEEDS} 之间", f"There are 1 to {MOST_SEEDS} seeds")])
        return 1
    opened = open_station(options.pack)
    if opened.value is None:
        print_findings(opened.findings)
        return 1
    pack = opened.value.pack
    bound = bind_bundled(pack)
    try:
        trial = try_station(opened.value, [str(seed) for seed in range(1, options.seeds + 1)])
    except ValueError as error:
        print_findings([refuse(options.pack, f"有的种子造不出世界：{error}", f"A seed makes no world: {error}")])
        return 1
    if options.json:
        print_json({"green": trial.green and not bound, **msgspec.to_builtins(trial, enc_hook=float)})
    else:
        sys.stdout.write(describe_trial(pack, trial))
    print_findings((*bound, *check_publishable(trial)))
    return 0 if trial.green and not bound else 1


def run_play(options: argparse.Namespace) -> int:
    """The report of a log; steps that can't be read or taken are told and change nothing."""
    opened = open_station(options.pack)
    content = read_file(options.events)
    if opened.value is None or content.value is None:
        print_findings((*opened.findings, *content.findings))
        return 1
    station = opened.value
    lines = [(number, line) for number, line in enumerate(content.value.splitlines(), 1) if line.strip()]
    played = of_seed(options, lambda: play_log(station, options.seed, lines))
    if played is None:
        return 1
    if options.json:
        print_json(msgspec.to_builtins(played.value, enc_hook=float))
    else:
        sys.stdout.write(describe_report(station.pack, played.value))
    told = [msgspec.structs.replace(one, document=options.events) if one.line else one for one in played.findings]
    print_findings(told[:MOST_FINDINGS])
    if len(told) > MOST_FINDINGS:
        sys.stderr.write(f"…… 共 {len(told)} 步未被接受 steps not taken\n")
    return 1 if told else 0


def of_seed(options: argparse.Namespace, make: Callable[[], T]) -> T | None:
    """What is made of a pack's world for a seed; None where the seed makes no world, which is printed."""
    try:
        return make()
    except ValueError as error:
        print_findings([refuse(options.pack, f"这个种子造不出世界：{error}", f"The seed makes no world: {error}")])
        return None


def run_steps(options: argparse.Namespace) -> int:
    """The steps of a solution for a seed, as a log."""
    opened = open_station(options.pack)
    if opened.value is None:
        print_findings(opened.findings)
        return 1
    station = opened.value
    solved = of_seed(options, lambda: list_steps(station, options.seed))
    if solved is None:
        return 1
    if options.solution not in solved.value:
        lost = refuse(options.pack, f"没有解答 {options.solution}", f"There is no solution {options.solution}")
        print_findings(solved.findings or [lost])
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in solved.value[options.solution]))
    return 0


def run_task(options: argparse.Namespace) -> int:
    """What a candidate of the seed reads."""
    opened = open_station(options.pack)
    if opened.value is None:
        print_findings(opened.findings)
        return 1
    station = opened.value
    task = of_seed(options, lambda: tell_task(station, options.seed))
    if task is None:
        return 1
    sys.stdout.write(f"{task.zh}\n{task.en}")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write the template; a folder that is there is left alone."""
    folder: Path = options.folder
    try:
        folder.mkdir(parents=True)
        for name, text in liangcai_reference.read_template_files().items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as problem:
        reason = problem.strerror or "error"
        print_findings([refuse(str(folder), f"写不了这个文件夹（{reason}）", f"It can't be written ({reason})")])
        return 1
    sys.stdout.write(f"样板已写入 {folder}，检验：liangcai station test {folder}\n")
    sys.stdout.write(f"A pack to start from is in {folder}; try it: liangcai station test {folder}\n")
    return 0


def open_station(name: str) -> Result[Station | None]:
    """The station of a bundled pack, or of a folder."""
    files = liangcai_reference.read_pack_files(name)
    folder = Path(name)
    if not files and folder.is_dir():
        for file in FILES:
            read = read_file(str(folder / file)) if (folder / file).exists() else Result(None)
            if read.findings:
                return Result(None, read.findings)
            if read.value is not None:
                files[file] = read.value.decode("utf-8", errors="replace")
    if not files:
        return Result(None, (refuse(name, "没有这样的工位包或文件夹", "There is no such pack or folder"),))
    return read_station(files, f"{name}/")


def bind_bundled(pack: Pack) -> tuple[Finding, ...]:
    """What of a pack the bundled standard does not know; a standard that is not bundled is not asked."""
    key = f"{pack.code}-{pack.edition}"
    if key not in liangcai_reference.list_occupations():
        return ()
    standard = read_standard(liangcai_reference.read_standard_text(key), key).value
    return bind_pack(pack, standard) if standard else ()


def describe_trial(pack: Pack, trial: Trial) -> str:
    """A row a solution: what it earns at least and at most, and the checks that it does not pass."""
    lines = [f"{pack.id} {pack.version}  {pack.zh} {pack.en}"]
    lines.append(f"  {'解答 solution':<22} {'种子 seeds':>8} {'最低 least':>8} {'最高 most':>8}  未过 not passed")
    for row in trial.rows:
        mark = "×" if row.wrong else "✓"
        every = len(row.failed) == len(pack.checks)
        failed = "全部 all" if every else "、".join(row.failed) or "—"
        least, most = float(row.least * 100), float(row.most * 100)
        lines.append(f"{mark} {row.name:<24} {row.seeds:>8} {least:>10.1f} {most:>10.1f}  {failed}")
    wrong = sum(bool(row.wrong) for row in trial.rows)
    lines.append("可以发布 fit to be published" if trial.green else f"{wrong} 份解答与承诺不符 not as promised")
    return "\n".join(lines) + "\n"


def describe_report(pack: Pack, report: StationReport) -> str:
    """By check, then by requirement; in both languages."""
    lines = [f"{pack.zh} {pack.en}（{pack.id} {pack.version}）"]
    for one in report.results:
        points = f"{float(one.earned):.1f}/{float(one.possible):.0f}"
        lines.append(f"  {STATUSES[one.status]} {one.status:<8} {points:>9}  {one.check.zh} {one.check.en}")
        if one.status != "pass":
            lines.append(f"      {one.seen.zh} {one.seen.en}")
    lines.append("技能要求 requirements")
    lines += [f"  {one.number:<8} {float(one.earned):.1f}/{float(one.possible):.1f}" for one in report.requirements]
    if report.vetoes:
        lines.append(f"否决项，须由考评员先看 vetoes for the assessors: {'、'.join(report.vetoes)}")
    lines.append(f"合计 total {float(report.earned):.1f}/{float(report.possible):.0f}")
    return "\n".join(lines) + "\n"


def refuse(document: str, zh: str, en: str) -> Finding:
    """Why it can't be done."""
    return Finding(rule="station", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."), document=document)
