"""Verifying the signed report on a set of papers on the command line.

In: its bytes, a trust store, the paths of the bank and the blueprint, if the papers are to be made anew. Out: an exit
status, and on standard output what papers, of whom, when, and the reasons of the verdict.
"""

import sys
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from liangcai.blueprint.model import Blueprint
from liangcai.credentials.conformity import ConformityCheck, verify_conformity
from liangcai.credentials.recount import recount_papers
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Reason, Result, Severity
from liangcai.items.model import Bank
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_host import clock

VERDICTS = {
    "valid": "有效 VALID",
    "invalid": "无效 INVALID",
    "revoked": "已撤销 REVOKED",
    "unknown_issuer": "签名相符，签发者未知 SIGNATURE FITS, ISSUER UNKNOWN HERE",
}
T = TypeVar("T", Blueprint, Bank)


def verify_papers(data: bytes, trust: TrustStore, bank: str | None, blueprint: str | None, *, as_json: bool) -> int:
    """Verify the report; with bank and blueprint make its papers anew. 1 as well when they come out otherwise."""
    check = verify_conformity(data, trust, clock.now())
    recount = recount_from(check, bank, blueprint)
    print_findings(recount.findings)
    if as_json:
        print_json({"verification": msgspec.to_builtins(check), "recount": msgspec.to_builtins(recount.value)})
    else:
        sys.stdout.write("\n".join((*describe_check(check), *describe_reasons(recount.value))) + "\n")
    same = not recount.findings and all(reason.met for reason in recount.value)
    return check.exit_status if same else 1


def recount_from(check: ConformityCheck, bank: str | None, blueprint: str | None) -> Result[tuple[Reason, ...]]:
    """What making the papers anew says; nothing unless both files are named and the report is genuine."""
    if check.account is None or not (bank or blueprint):
        return Result(())
    if not (bank and blueprint):
        return Result(
            (), (refuse("", "重新组卷须同时给出 --bank 和 --blueprint。", "Name both a bank and a blueprint."),)
        )
    questions, plan = read_value(bank, Bank), read_value(blueprint, Blueprint)
    if questions.value is None or plan.value is None:
        return Result((), questions.findings + plan.findings)
    return Result(recount_papers(check.account, plan.value, questions.value))


def read_value(path: str, shape: type[T]) -> Result[T | None]:
    """A bank or a blueprint in the JSON of a journey's ``papers`` folder."""
    read = read_file(path)
    if read.value is None:
        return Result(None, read.findings)
    try:
        return Result(msgspec.json.decode(read.value, type=shape))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Result(None, (refuse(path, f"文件读不懂：{error}。", f"The file cannot be read: {error}."),))


def describe_check(check: ConformityCheck) -> list[str]:
    """The verdict, what the report says, and the reasons."""
    lines = [VERDICTS[check.verdict.value]]
    if check.account is not None and check.issued is not None:
        report = check.account.report
        place = f"{report.level} {report.direction}" if report.direction else report.level
        lines.append(f"  试卷符合性报告 conformity report  {report.standard_id} {place}")
        lines.append(f"  {check.issuer_name}  {check.issued:%Y-%m-%d}  种子 seed {report.seed}")
        lines += [f"  {form.form_id}  {form.form_sha256}" for form in report.forms]
    return lines + describe_reasons(check.reasons)


def describe_reasons(reasons: Iterable[Reason]) -> list[str]:
    """A line a reason."""
    return [f"  {'✓' if reason.met else '✗'} {reason.message.zh} {reason.message.en}" for reason in reasons]


def refuse(path: str, zh: str, en: str) -> Finding:
    """Why papers can't be made anew."""
    return Finding(rule="credential.recount", severity=Severity.ERROR, message=Message(zh, en), document=path)
