"""``liangcai office``: an assessment organisation founded, and its accounts, by whoever runs the machine.

In: the folder of the installation, names, codes, roles. Out: an account's code on standard output, once; findings on
standard error, status 1. Follows: a new installation has nobody in it; the first two officers come from here, all
others are opened by two of them on the page.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.report import print_findings
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from liangcai_web.records.organisations import Organisation


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``office found``, ``list``, ``accounts``, ``open``, ``roles`` and ``invite``."""
    subject = subjects.add_parser("office", help="评价机构与账户 organisations and their accounts")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    founded = verbs.add_parser("found", help="设立机构 found an organisation")
    founded.add_argument("name", help="机构名称 its name")
    founded.add_argument("--name-en", default="")
    founded.add_argument("--code", required=True, help="机构编码，4 位 four characters, a part of certificate numbers")
    founded.add_argument("--province", required=True, help="省份代码，2 位 two digits")
    founded.add_argument("--site", required=True, help="站点代码，6 位 six characters")
    founded.set_defaults(run=on_site(found))
    verbs.add_parser("list", help="列出机构 list them").set_defaults(run=on_site(show_offices))
    listed = verbs.add_parser("accounts", help="列出账户 list the accounts of one")
    listed.add_argument("office", help="机构编码 its code")
    listed.set_defaults(run=on_site(show_accounts))
    for verb, words, act in (
        ("open", "开通账户 open an account", open_one),
        ("roles", "更改身份，不给身份即停用 other roles; none closes it", change_one),
        ("invite", "重发邀请码 another code where a password was lost", invite_one),
    ):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("office", help="机构编码 code of the organisation")
        one.add_argument("username")
        if verb == "open":
            one.add_argument("--name", required=True, help="姓名 name of the person")
        if verb != "invite":
            one.add_argument("--role", action="append", default=[], help="身份，可多个 role, perhaps several")
        one.set_defaults(run=on_site(act))


def found(options: argparse.Namespace) -> int:
    """Found an organisation; one that is there is left as it is."""
    from liangcai_web.services.accounts.offices import check_organisation, found_organisation

    said = {name: getattr(options, name) for name in ("name", "name_en", "code", "province", "site")}
    findings = check_organisation(**said)
    print_findings(findings)
    if findings:
        return 1
    made = found_organisation(**said)
    sys.stdout.write(f"{made.code}  {made.name}\n")
    return 0


def show_offices(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Every organisation by its code."""
    from liangcai_web.records.organisations import Organisation

    for one in Organisation.objects.order_by("code", "site"):
        sys.stdout.write(f"{one.code}  {one.province}  {one.site}  {one.name}\n")
    return 0


def show_accounts(options: argparse.Namespace) -> int:
    """The accounts of an organisation with their roles."""
    from liangcai_web.services.accounts.keeping import list_accounts

    office = find_office(options.office)
    for one in list_accounts(office) if office else ():
        roles = ",".join(held.role for held in one.own_roles)  # type: ignore[attr-defined] # put there by the service
        sys.stdout.write(f"{one.username:<24} {roles:<30} {one.get_full_name()}\n")
    return 0 if office else 1


def open_one(options: argparse.Namespace) -> int:
    """Open an account; its owner chooses the password."""
    from liangcai_web.services.accounts.keeping import NewAccount, open_account

    office = find_office(options.office)
    if office is None:
        return 1
    new = NewAccount(username=options.username, name=options.name, roles=known_roles(options.role))
    opened = open_account(office, new, None, clock.now())
    print_findings(opened.findings)
    if opened.value is None:
        return 1
    return write_code(opened.value.account, opened.value.code)


def change_one(options: argparse.Namespace) -> int:
    """Other roles."""
    from liangcai_web.services.accounts.keeping import change_roles

    office, account = find_both(options)
    if office is None or account is None:
        return 1
    findings = change_roles(office, account, known_roles(options.role), None, clock.now())
    print_findings(findings)
    return 1 if findings else 0


def invite_one(options: argparse.Namespace) -> int:
    """Another code; the old password is void."""
    from liangcai_web.services.accounts.keeping import invite_again

    office, account = find_both(options)
    if office is None or account is None:
        return 1
    return write_code(account, invite_again(office, account, None, clock.now()))


def known_roles(names: list[str]) -> tuple[str, ...]:
    """The roles as typed; one that does not exist stays, and is refused with the others."""
    return tuple(name.strip().casefold() for name in names)


def write_code(account: "User", code: str) -> int:
    """The code, this once."""
    sys.stdout.write(f"{account.get_username()}  {code}\n")
    sys.stderr.write("凭邀请码在 /welcome 设置密码，七天内有效。 The code is good at /welcome for seven days, once.\n")
    return 0


def find_both(options: argparse.Namespace) -> "tuple[Organisation | None, User | None]":
    """The organisation and the account that were named; a finding where there is none."""
    from liangcai_web.services.accounts.keeping import list_accounts

    office = find_office(options.office)
    account = list_accounts(office).filter(username=options.username).first() if office else None
    if office is not None and account is None:
        print_findings((refuse(f"没有账户 {options.username}。", f"There is no account {options.username}."),))
    return office, account


def find_office(code: str) -> "Organisation | None":
    """The organisation of a code; a finding where there is none, or more than one."""
    from liangcai_web.records.organisations import Organisation

    rows = list(Organisation.objects.filter(code=code)[:2])
    if len(rows) != 1:
        zh = f"编码 {code} 有 {len(rows)} 个机构；liangcai office list 列出全部。"
        print_findings((refuse(zh, f"The code {code} fits {len(rows)} organisations; see liangcai office list."),))
    return rows[0] if len(rows) == 1 else None


def refuse(zh: str, en: str) -> Finding:
    """What can't be done."""
    return Finding(rule="office", severity=Severity.ERROR, message=Message(zh, en))
