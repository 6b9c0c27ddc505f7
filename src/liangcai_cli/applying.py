"""``liangcai application``: applications to a batch without a browser: handed in, listed, reviewed, taken from a list.

In: the folder of an installation, a batch by its id, files, the name of an account. Out: what was done on standard
output, findings on standard error; status 1 when something was refused.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from liangcai.findings import Finding, Message, Result
from liangcai_cli.counting import count_rows
from liangcai_cli.on_batch import Verbs, add_verb, find_account, find_batch, refuse
from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai.eligibility.application import Application
    from liangcai_web.pages.application_form import ApplicationForm
    from liangcai_web.records.applications import GroupList
    from liangcai_web.records.batches import Batch


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A file of one application: who, and the fields of the form as they would be typed."""

    name: str
    id_number: str
    typed: dict[str, str] = {}


def add_arguments(subjects: Verbs) -> None:
    """Declare ``application batches``, ``submit``, ``list``, ``review``, ``import`` and ``template``."""
    subject = subjects.add_parser("application", help="报名与资格审核 applications and their review")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    open_now = verbs.add_parser("batches", help="接受报名的批次 batches that take applications")
    open_now.set_defaults(run=on_site(show_batches))
    submit = add_verb(verbs, "submit", "提交一份报名（JSON）hand one in (JSON)", hand_in_one, "file")
    submit.add_argument("--as", dest="account", required=True, help="录入的考务账户 the officer who enters it")
    submit.add_argument("--proof", metavar="FILE", help="签名的培训学时证明 a signed proof of training hours (.json)")
    listed = add_verb(verbs, "list", "列出报名 list them", list_all)
    listed.add_argument("--state", default="")
    listed.add_argument("--out", metavar="FILE", help="导出表格 write a spreadsheet (xlsx)")
    review = add_verb(verbs, "review", "按系统结论签署 sign as found", review_all)
    review.add_argument("--as", dest="account", required=True, help="审核人员账户 the reviewer")
    taken = add_verb(verbs, "import", "导入集体名单 take in a list (xlsx, csv)", take_in, "file")
    taken.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    taken.add_argument("--check", action="store_true", help="只核对 look only")
    add_verb(verbs, "template", "空白名单 an empty list to fill in", write_empty, "out")


def show_batches(options: argparse.Namespace) -> int:  # noqa: ARG001
    """The batches that take applications, by their ids."""
    from liangcai_web.services.admission.draft import list_open

    for batch in list_open(clock.now()):
        sys.stdout.write(f"{batch.uuid}  {batch.starts_at:%Y-%m-%d}  {batch.level}  {batch.title}\n")
    return 0


def hand_in_one(options: argparse.Namespace) -> int:
    """Hand in one application as it would be typed."""
    from liangcai_web.pages.application_form import ApplicationForm
    from liangcai_web.services.admission.applications import batch_conditions
    from liangcai_web.services.admission.arrangements import list_site_names
    from liangcai_web.services.admission.office import enter_application

    batch, data = find_batch(options), read_file(options.file)
    user = find_account(options, batch, "officer") if batch else None
    if batch is None or user is None or data.value is None:
        print_findings(data.findings)
        return 1
    handed, conditions = read_handed(data.value), batch_conditions(batch)
    if handed.value is None or conditions.value is None:
        print_findings((*handed.findings, *conditions.findings))
        return 1
    one = handed.value
    typed = {**one.typed, "name": one.name, "id_number": one.id_number}
    form = ApplicationForm("zh", conditions.value, typed, sites=list_site_names(batch.organisation))
    if not form.is_valid():
        print_findings(list_faults(form))
        return 1
    proved = prove_training(options, batch, one, form.build(batch.level, batch.direction or None))
    if proved.value is None:
        print_findings(proved.findings)
        return 1
    own = {field: value for field, value in form.typed().items() if field != "id_number"}
    taken = enter_application(batch, one.name, one.id_number, proved.value, now=clock.now(), actor=user, typed=own)
    print_findings(taken.findings)
    if taken.value is None:
        return 1
    row, verdict = taken.value.version.application, taken.value.verdict
    sys.stdout.write(f"{row.number}  {verdict.status}  {verdict.earliest or '—'}  {verdict.earliest_clause or ''}\n")
    return 0


def list_faults(form: "ApplicationForm") -> tuple[Finding, ...]:
    """What is wrong with the fields, a finding each."""
    faults = [f"{field}：{' '.join(map(str, said))}" for field, said in form.errors.items()]
    return tuple(refuse("application", fault, fault) for fault in faults)


def read_handed(data: bytes) -> Result[Handed | None]:
    """An application out of its file."""
    try:
        return Result(msgspec.json.decode(data, type=Handed))
    except msgspec.DecodeError as error:
        return Result(None, (refuse("application", f"文件读不懂：{error}。", f"The file cannot be read: {error}."),))


def prove_training(
    options: argparse.Namespace, batch: "Batch", handed: Handed, application: "Application"
) -> "Result[Application | None]":
    """The application with the hours of a signed proof in place of what was typed about them."""
    from liangcai_web.services.admission.training_evidence import claim, verify_for, with_proved

    if not options.proof:
        return Result(application)
    data = read_file(options.proof)
    if data.value is None:
        return Result(None, data.findings)
    verified = verify_for(batch, data.value, claim(handed.name, handed.id_number), clock.now())
    if verified.value is None:
        return Result(None, verified.findings)
    return Result(with_proved(application, (verified.value,)))


def list_all(options: argparse.Namespace) -> int:
    """The applications of a batch with state and verdict; or a spreadsheet of them."""
    from liangcai_web.services.admission.export import write_applications
    from liangcai_web.services.admission.office import count_states, find_applications

    batch = find_batch(options)
    if batch is None:
        return 1
    if options.out:
        Path(options.out).write_bytes(write_applications(batch))
    else:
        for row in find_applications(batch, options.state):
            masked = row.person.masked_id_number if row.person else ""
            sys.stdout.write(f"{row.number}  {row.state:<10} {row.machine:<10} {masked}\n")
    counts = "，".join(f"{state} {count}" for state, count in count_states(batch).items() if count)
    sys.stderr.write(f"{counts or '没有报名 no applications'}\n")
    return 0


def review_all(options: argparse.Namespace) -> int:
    """Sign every application that waits for this person and that the machine decides."""
    from liangcai_web.services.admission.office import count_states, find_applications
    from liangcai_web.services.admission.signing import sign_as_found

    batch = find_batch(options)
    user = find_account(options, batch, "screener", "officer") if batch else None
    if batch is None or user is None:
        return 1
    waiting = list(find_applications(batch, "submitted").values_list("pk", flat=True))
    with count_rows(Message("审核", "reviewing")) as report:
        signed = sign_as_found(batch, waiting, reviewer=user, now=clock.now(), progress=report)
    counts = "，".join(f"{state} {count}" for state, count in count_states(batch).items() if count)
    sys.stdout.write(f"签署 signed {signed}，共 of {len(waiting)}；{counts}\n")
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take a list in, all of it or nothing; every fault by row and column."""
    from liangcai_web.services.admission.list import keep_list

    batch, data = find_batch(options), read_file(options.file)
    user = find_account(options, batch, "officer") if batch else None
    if batch is None or user is None or data.value is None:
        print_findings(data.findings)
        return 1
    kept = keep_list(batch, data.value, Path(options.file).name, now=clock.now(), by=user)
    if kept.value is None:
        print_findings(kept.findings)
        return 1
    kept.value.batch = batch
    return look_at_list(kept.value) if options.check else take_list_in(kept.value, user)


def look_at_list(upload: "GroupList") -> int:
    """What a list holds and every fault in it; nothing of it stays."""
    from liangcai_web.services.admission.list import leave_list, read_list

    read = read_list(upload)
    leave_list(upload)
    print_findings(read.findings)
    if read.value is None:
        return 1
    good, refused = len(read.value.entries), read.value.refused
    sys.stderr.write(f"{read.value.rows} 行 rows：可收 good {good}，有误 refused {refused}\n")
    return 0 if read.ok and not refused else 1


def take_list_in(upload: "GroupList", user: "AbstractBaseUser") -> int:
    """Take in every row, or none."""
    from liangcai_web.services.admission.list import leave_list, take_list

    with count_rows(Message("收入", "taking in")) as report:
        taken = take_list(upload, now=clock.now(), by=user, progress=report)
    print_findings(taken.findings)
    if taken.value is None:
        leave_list(upload)
        sys.stderr.write("一行也没有收入。 No row was taken in.\n")
        return 1
    sys.stdout.write(f"收入 taken in {taken.value}\n")
    return 0


def write_empty(options: argparse.Namespace) -> int:
    """An empty list for the level of the batch."""
    from liangcai.eligibility.grouplist.write import write_template
    from liangcai_web.services.admission.applications import batch_conditions

    batch = find_batch(options)
    conditions = batch_conditions(batch) if batch else None
    if conditions is None or conditions.value is None:
        return 1
    Path(options.out).write_bytes(write_template(conditions.value))
    return 0
