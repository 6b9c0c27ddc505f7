"""``liangcai year``: the yearly plan of an office: shown with what was done, added to, filed, approved or returned.

In: the folder of an installation, a year, accounts by name. Out: a list; status 1 when something was refused. Follows:
the same services as the pages.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.report import print_findings
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai_web.records.organisations import Membership

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_arguments(subjects: Verbs) -> None:
    """Declare ``year show``, ``add``, ``file`` and ``judge``."""
    subject = subjects.add_parser("year", help="年度计划 the yearly plan")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, words, verb in (
        ("show", "计划与完成 planned and done", show),
        ("add", "增加一项 put an examination on it", add),
        ("file", "上报 file it with the authority", file),
        ("judge", "核准或退回 approve or return it", judge),
    ):
        parser = verbs.add_parser(name, help=words)
        parser.add_argument("year", type=int)
        parser.add_argument("--as", dest="account", required=True, help="账户 the account")
        parser.set_defaults(run=on_site(verb))
        if name == "add":
            parser.add_argument("month", type=int, choices=range(1, 13), metavar="MONTH")
            parser.add_argument("standard", help="标准的键 key of the standard (code-edition, or SHA-256)")
            parser.add_argument("level")
            parser.add_argument("people", type=int)
            parser.add_argument("--direction")
            parser.add_argument("--site", default="")
        if name == "judge":
            parser.add_argument("--return", dest="words", metavar="WHY", help="退回的理由 return it, and why")


def member(options: argparse.Namespace, role: str) -> "Membership | None":
    """The account with its office, if it has the role; a finding where it has not."""
    from liangcai_web.records.organisations import Membership

    held = Membership.objects.filter(role=role, user__is_active=True, user__username=options.account)
    found = held.select_related("user", "organisation").first()
    if found is None:
        zh, en = f"没有可以这样做的账户 {options.account}。", f"No account {options.account} may do that."
        print_findings((_refuse(zh, en),))
    return found


def show(options: argparse.Namespace) -> int:
    """Every item with what came of it."""
    from liangcai_web.services.batches.plans import read_year

    found = member(options, "officer")
    if found is None:
        return 1
    state = read_year(found.organisation, options.year)
    changed = "，有改动 changed" if state.changed else ""
    sys.stdout.write(
        f"{state.year}  {state.standing}{changed}  计划 planned {state.planned}  编排 seated {state.seated}\n"
    )
    for row in state.rows:
        one = row.item
        place = f"{one.standard.code} {one.level}{one.direction and f'（{one.direction}）'}"
        counts = f"{one.people} → {row.applied} / {row.seated} ({row.difference:+})"
        sys.stdout.write(f"  {one.month:02}  {place}  {counts}  {one.site}  {len(row.batches)} 批次 batches\n")
    return 0


def add(options: argparse.Namespace) -> int:
    """Put an examination on the plan."""
    from liangcai_web.services.batches.plans import add_item
    from liangcai_web.services.workflow.standing import adopt_known

    found, now = member(options, "officer"), clock.now()
    if found is None or options.people < 1:
        print_findings(() if found is None else (_refuse("人数须大于零。", "A plan is for people."),))
        return 1
    adopted = adopt_known(found.organisation, options.standard, now=now, actor=found.user)
    if adopted.value is None:
        print_findings(adopted.findings)
        return 1
    added = add_item(
        found.organisation,
        adopted.value,
        year=options.year,
        month=options.month,
        level=options.level,
        direction=options.direction,
        people=options.people,
        site=options.site[:80],
        now=now,
    )
    print_findings(added.findings)
    return 0 if added.value else 1


def file(options: argparse.Namespace) -> int:
    """File the plan."""
    from liangcai_web.services.batches.plans import file_year

    found = member(options, "officer")
    if found is None:
        return 1
    filed = file_year(found.organisation, options.year, actor=found.user, now=clock.now())
    print_findings(filed.findings)
    return 0 if filed.value else 1


def judge(options: argparse.Namespace) -> int:
    """Approve the plan, or return it."""
    from liangcai_web.services.batches.plans import judge_year

    found = member(options, "authority")
    if found is None:
        return 1
    approve, now = options.words is None, clock.now()
    judged = judge_year(
        found.organisation, options.year, options.words or "", approve=approve, actor=found.user, now=now
    )
    print_findings(judged.findings)
    return 0 if judged.value else 1


def _refuse(zh: str, en: str) -> Finding:
    return Finding(rule="plan.command", severity=Severity.ERROR, message=Message(zh, en))
