"""``liangcai training``: the programme of a level, the classes of a school, attendance, hours, proofs.

In: the key of a bundled standard; the folder of an installation, a class by its id, files, names of accounts. Out: what
was found on standard output, findings on standard error; status 1 when something was refused.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import liangcai_reference
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.read import read_standard
from liangcai.training.programme import Programme, derive_programme
from liangcai_cli.on_batch import Verbs
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_cli.site import Verb, on_site
from liangcai_host import clock
from liangcai_host.home import home_folder

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai_web.records.training import TrainingClass, TrainingProof


def add_arguments(subjects: Verbs) -> None:
    """Declare ``training programme``, ``rehearse``, ``classes``, ``hours``, ``sheet``, ``attend`` and ``prove``."""
    subject = subjects.add_parser("training", help="培训：方案、学时台账、学时证明 programmes, hours, proofs")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    programme = verbs.add_parser("programme", help="一个等级的培训方案 what to teach for a level")
    programme.add_argument("standard", help="内置标准：编码-版本 a bundled standard: code-edition")
    programme.add_argument("level")
    programme.add_argument("--direction")
    programme.add_argument("--json", action="store_true", help="JSON")
    programme.set_defaults(run=show_programme)
    rehearse = verbs.add_parser("rehearse", help="演练：虚构的学校办一个班 a made-up school holds a class")
    rehearse.add_argument("standard")
    rehearse.add_argument("level")
    rehearse.set_defaults(run=on_site(rehearse_class))
    verbs.add_parser("classes", help="培训班 classes").set_defaults(run=on_site(show_classes))
    add_verb(verbs, "hours", "一个班的学时台账 the hours of a class", show_hours)
    add_verb(verbs, "sheet", "考勤表 a sheet of attendance to fill in", write_sheet, "out")
    attend = add_verb(verbs, "attend", "收入填好的考勤表 take in a filled sheet (xlsx)", take_in, "file")
    attend.add_argument("--as", dest="account", required=True, help="培训账户 the trainer")
    prove = add_verb(verbs, "prove", "两人出具学时证明 sign proofs, by two people", sign_all)
    prove.add_argument("out", help="存放签名文件的文件夹 folder for the signed files")
    prove.add_argument("--as", dest="account", required=True, help="经办人 the trainer who acts")
    prove.add_argument("--second", required=True, help="核准人 the trainer who approves")


def add_verb(verbs: Verbs, name: str, words: str, run: Verb, *more: str) -> argparse.ArgumentParser:
    """A verb on a class that is named by its id, and what else it is given."""
    verb = verbs.add_parser(name, help=words)
    verb.add_argument("training", type=UUID, metavar="CLASS")
    for one in more:
        verb.add_argument(one)
    verb.set_defaults(run=on_site(run))
    return verb


def show_programme(options: argparse.Namespace) -> int:
    """The units of a level with their hours."""
    derived = read_programme(options.standard, options.level, options.direction)
    print_findings(derived.findings)
    if derived.value is None:
        return 1
    if options.json:
        print_json(derived.value)
        return 0
    sys.stdout.write(f"{derived.value.level}：{derived.value.hours} 学时 hours（{'、'.join(derived.value.clauses)}）\n")
    for unit in derived.value.units:
        parts = f"{unit.hours} 学时，理论 theory {unit.theory_hours}，实操 practice {unit.practice_hours}"
        sys.stdout.write(f"  {unit.number} {unit.name}：{parts}\n")
    return 0


def read_programme(key: str, level: str, direction: str | None) -> Result[Programme | None]:
    """The programme of a level of a bundled standard."""
    if key not in liangcai_reference.list_occupations():
        return Result(None, (_refuse("没有这份内置标准。", "There is no such bundled standard."),))
    read = read_standard(liangcai_reference.read_standard_text(key), key)
    return derive_programme(read.value, level, direction) if read.value else Result(None, read.findings)


def find(options: argparse.Namespace) -> "TrainingClass | None":
    """The class that was named; a finding where there is none."""
    from liangcai_web.records.training import TrainingClass

    row = TrainingClass.objects.filter(uuid=options.training).select_related("organisation", "standard").first()
    if row is None:
        print_findings((_refuse("没有这个培训班。", "There is no such class."),))
    return row


def account(row: "TrainingClass", name: str) -> "AbstractBaseUser | None":
    """A trainer of the school, by user name."""
    from liangcai_web.services.training.people import find_trainer

    user = find_trainer(row.organisation, name)
    if user is None:
        print_findings((_refuse(f"本机构没有培训账户 {name}。", f"The school has no trainer {name}."),))
    return user


def rehearse_class(options: argparse.Namespace) -> int:
    """A class of made-up people in an installation that has none, and the signed proof of the first of them."""
    from liangcai_web.records.training import TrainingClass
    from liangcai_web.services.rehearsal.training import rehearse_school

    derived = read_programme(options.standard, options.level, None)
    if derived.value is None:
        print_findings(derived.findings)
        return 1
    if TrainingClass.objects.exists():
        print_findings((_refuse("这里已有培训班，演练请用空文件夹。", "There are classes here: rehearse elsewhere."),))
        return 1
    rehearsed = rehearse_school(options.standard, derived.value.level, {}, clock.now())
    path = (options.home or home_folder(os.environ)) / f"{rehearsed.number}.json"
    path.write_bytes(rehearsed.file)
    sys.stdout.write(f"{rehearsed.training.uuid}  {rehearsed.training.title}\n{path}\n")
    return 0


def show_classes(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Every class with its people, hours and proofs."""
    from liangcai_web.records.training import TrainingClass
    from liangcai_web.services.days import local_day
    from liangcai_web.services.training.overview import list_counts

    rows = TrainingClass.objects.select_related("organisation", "standard")
    for one in list_counts(rows, local_day(clock.now())):
        row = one.row
        counts = f"学员 {one.trainees}  学时 {one.planned}/{one.hours}  证明 {one.proofs}"
        sys.stdout.write(f"{row.uuid}  {row.first_day} – {row.last_day}  {counts}  {row.title}\n")
    return 0


def show_hours(options: argparse.Namespace) -> int:
    """The ledger of each trainee; what is wrong in it on standard error."""
    from liangcai_web.services.training.ledgers import list_ledgers
    from liangcai_web.services.training.proofs import check_complete

    row = find(options)
    if row is None:
        return 1
    for one in list_ledgers(row):
        refused, person = check_complete(one), one.trainee.person
        said = "完成 complete" if refused is None else refused.message.zh.partition("：")[2]
        hours = f"{one.ledger.counted}/{one.ledger.hours}"
        sys.stdout.write(f"{one.trainee.number:>3}  {person.name}  {person.masked_id_number}  {hours}  {said}\n")
        print_findings(one.findings)
    return 0


def write_sheet(options: argparse.Namespace) -> int:
    """The sheet of a class with the sessions that have begun."""
    from liangcai_web.services.training.attendance import write_attendance

    row = find(options)
    if row is None:
        return 1
    Path(options.out).write_bytes(write_attendance(row, clock.now()))
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take a filled sheet in, all of it or nothing."""
    from liangcai_web.services.training.attendance import take_sheet

    row, data = find(options), read_file(options.file)
    user = account(row, options.account) if row else None
    if row is None or user is None or data.value is None:
        print_findings(data.findings)
        return 1
    taken = take_sheet(row, data.value, Path(options.file).name, now=clock.now(), actor=user)
    print_findings(taken.findings)
    if taken.value is None:
        sys.stderr.write("一格也没有收入。 No cell was taken in.\n")
        return 1
    sys.stdout.write(f"改动 changed {taken.value}\n")
    return 0


def sign_all(options: argparse.Namespace) -> int:
    """Sign a proof for everybody who is complete; both people type their passwords."""
    from liangcai_web.services.accounts.approvals import approve_together
    from liangcai_web.services.training.proofs import issue_proofs

    row = find(options)
    user = account(row, options.account) if row else None
    if row is None or user is None:
        return 1
    now = clock.now()
    second = approve_together(
        row.organisation,
        user,
        password=ask(f"{options.account} 密码 password: "),
        second_name=options.second,
        second_password=ask(f"{options.second} 密码 password: "),
        now=now,
        role="trainer",
    )
    if second.value is None:
        print_findings(second.findings)
        return 1
    numbers = row.trainees.values_list("number", flat=True)
    issued = issue_proofs(row, numbers, now=now, actor=user, approver=second.value)
    print_findings(issued.findings)
    write_proofs(issued.value, Path(options.out))
    sys.stderr.write(f"出具 signed {len(issued.value)}\n")
    return 0 if issued.value or not issued.findings else 1


def write_proofs(proofs: "Iterable[TrainingProof]", folder: Path) -> None:
    """The signed files, each named by its number."""
    from liangcai_web.services.training.proofs import read_proof

    folder.mkdir(parents=True, exist_ok=True)
    for proof in proofs:
        (folder / f"{proof.number}.json").write_bytes(read_proof(proof))
        sys.stdout.write(f"{proof.number}  {proof.trainee.person.masked_id_number}\n")


def ask(prompt: str) -> str:
    """A password from the terminal, or a line of standard input where there is none."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


def _refuse(zh: str, en: str) -> Finding:
    return Finding(rule="training", severity=Severity.ERROR, message=Message(zh, en))
