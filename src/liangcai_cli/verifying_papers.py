"""Verifying the signed report on a set of papers on the command line.

In: its bytes, a trust store, the paths of bank, task sheets and blueprint, if papers are to be made anew. Out: an exit
status, and on standard output what papers, of whom, when, and the reasons of the verdict.
"""

import sys
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from liangcai.blueprint.model import Blueprint
from liangcai.credentials.conformity import PapersAccount, verify_conformity
from liangcai.credentials.recount import recount_papers, recount_practical
from liangcai.credentials.statement import Checked
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Reason, Result, Severity
from liangcai.items.model import Bank
from liangcai.items.tasks import TaskBank
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_host import clock

VERDICTS = {
    "valid": "有效 VALID",
    "invalid": "无效 INVALID",
    "revoked": "已撤销 REVOKED",
    "unknown_issuer": "签名相符，签发者未知 SIGNATURE FITS, ISSUER UNKNOWN HERE",
}
T = TypeVar("T", Blueprint, Bank, TaskBank)


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """The files that papers are made anew from, as far as they are named."""

    bank: str | None = None
    blueprint: str | None = None
    tasks: str | None = None

    @property
    def complete(self) -> bool:
        """Whether something can be made anew."""
        return bool(self.blueprint and (self.bank or self.tasks))


def verify_papers(data: bytes, trust: TrustStore, sources: Sources, *, as_json: bool) -> int:
    """Verify the report; with its sources make the papers anew. 1 as well when they come out otherwise."""
    check = verify_conformity(data, trust, clock.now())
    recount = recount_from(check, sources)
    print_findings(recount.findings)
    if as_json:
        print_json({"verification": msgspec.to_builtins(check), "recount": msgspec.to_builtins(recount.value)})
    else:
        sys.stdout.write("\n".join((*describe_check(check), *describe_reasons(recount.value))) + "\n")
    same = not recount.findings and all(reason.met for reason in recount.value)
    return check.exit_status if same else 1


def recount_from(check: Checked[PapersAccount], sources: Sources) -> Result[tuple[Reason, ...]]:
    """What making the papers anew says; nothing unless files are named and the report is genuine."""
    if check.content is None or sources == Sources():
        return Result(())
    if not sources.complete or sources.blueprint is None:
        zh = "重新组卷须给出 --blueprint，以及 --bank 或 --tasks。"
        return Result((), (refuse("", zh, "Name a blueprint, and a bank or task sheets."),))
    plan = read_value(sources.blueprint, Blueprint)
    questions = read_value(sources.bank, Bank) if sources.bank else Result(None)
    tasks = read_value(sources.tasks, TaskBank) if sources.tasks else Result(None)
    reasons: tuple[Reason, ...] = ()
    if plan.value is not None and questions.value is not None:
        reasons += recount_papers(check.content, plan.value, questions.value)
    if plan.value is not None and tasks.value is not None:
        reasons += recount_practical(check.content, plan.value, tasks.value)
    return Result(reasons, plan.findings + questions.findings + tasks.findings)


def read_value(path: str, shape: type[T]) -> Result[T | None]:
    """A bank, task sheets or a blueprint in the JSON of a journey's ``papers`` folder."""
    read = read_file(path)
    if read.value is None:
        return Result(None, read.findings)
    try:
        return Result(msgspec.json.decode(read.value, type=shape))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Result(None, (refuse(path, f"文件读不懂：{error}。", f"The file cannot be read: {error}."),))


def describe_check(check: Checked[PapersAccount]) -> list[str]:
    """The verdict, what the report says, and the reasons."""
    lines = [VERDICTS[check.verdict.value]]
    if check.content is not None and check.issued is not None:
        report = check.content.report
        place = f"{report.level} {report.direction}" if report.direction else report.level
        lines.append(f"  试卷符合性报告 conformity report  {report.standard_id} {place}")
        lines.append(f"  {check.issuer_name}  {check.issued:%Y-%m-%d}  种子 seed {report.seed}")
        practical = check.content.practical
        lines += [f"  理论 theory {form.form_id}  {form.form_sha256}" for form in report.forms]
        lines += [
            f"  实操 practical {form.form_id}  {form.form_sha256}" for form in (practical.forms if practical else ())
        ]
    return lines + describe_reasons(check.reasons)


def describe_reasons(reasons: Iterable[Reason]) -> list[str]:
    """A line a reason."""
    return [f"  {'✓' if reason.met else '✗'} {reason.message.zh} {reason.message.en}" for reason in reasons]


def refuse(path: str, zh: str, en: str) -> Finding:
    """Why papers can't be made anew."""
    return Finding(rule="credential.recount", severity=Severity.ERROR, message=Message(zh, en), document=path)
