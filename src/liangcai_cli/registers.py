"""``liangcai places`` and ``liangcai staff``: rooms and people of an organisation without a browser.

In: the folder of an installation, an organisation by its code, files, the name of an officer. Out: rows on standard
output, spreadsheets, findings on standard error; status 1 when something was refused.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai.findings import Finding, Message, Severity, has_errors
from liangcai_cli.on_batch import Verbs
from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai_web.records.organisations import Organisation
    from liangcai_web.services.registers.lists import Register

HELPS = {
    "places": "考点考场 sites and rooms of an organisation",
    "staff": "考务人员及资格 staff and their qualifications",
}


def add_arguments(subjects: Verbs) -> None:
    """Declare ``list``, ``import``, ``export`` and ``template`` of both registers."""
    for key, help_text in HELPS.items():
        subject = subjects.add_parser(key, help=help_text)
        subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
        subject.set_defaults(register=key)
        verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
        listed = verbs.add_parser("list", help="列出 list them")
        listed.add_argument("organisation", help="机构代码 code of the organisation")
        listed.set_defaults(run=on_site(list_all))
        taken = verbs.add_parser("import", help="导入，整份或全不 take a list in (xlsx, csv), whole or not at all")
        taken.add_argument("organisation")
        taken.add_argument("file")
        taken.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
        taken.add_argument("--check", action="store_true", help="只核对 look only")
        taken.set_defaults(run=on_site(take_in))
        written = verbs.add_parser("export", help="导出 write them out (xlsx)")
        written.add_argument("organisation")
        written.add_argument("out")
        written.set_defaults(run=on_site(write_out))
        empty = verbs.add_parser("template", help="空白模板 an empty list to fill in (xlsx)")
        empty.add_argument("out")
        empty.set_defaults(run=on_site(write_out), organisation="")


def find(options: argparse.Namespace) -> "tuple[Register, Organisation | None]":
    """The register and the organisation that were named; a finding where there is none such."""
    from liangcai_web.records.organisations import Organisation
    from liangcai_web.services.registers.lists import PLACES, STAFF

    register = {"places": PLACES, "staff": STAFF}[options.register]
    found = Organisation.objects.filter(code=options.organisation).first() if options.organisation else None
    if options.organisation and found is None:
        refuse(f"没有代码为 {options.organisation} 的机构。", f"There is no organisation {options.organisation}.")
    return register, found


def list_all(options: argparse.Namespace) -> int:
    """The rows in use, a line each."""
    register, organisation = find(options)
    if organisation is None:
        return 1
    for row in register.rows(organisation):
        sys.stdout.write("  ".join(row.get(head.field, "") or "—" for head in register.heads) + "\n")
    return 0


def write_out(options: argparse.Namespace) -> int:
    """A spreadsheet of the rows in use, or an empty one."""
    from liangcai_web.services.registers.lists import write_list

    register, organisation = find(options)
    if options.organisation and organisation is None:
        return 1
    Path(options.out).write_bytes(write_list(register, organisation))
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take a list in, all of it or nothing; every fault by row and column."""
    from liangcai_web.records.organisations import Membership
    from liangcai_web.services.registers.lists import read_list, take_list

    register, organisation = find(options)
    data = read_file(options.file)
    if organisation is None or data.value is None:
        print_findings(data.findings)
        return 1
    held = Membership.objects.filter(organisation=organisation, role="officer", user__is_active=True)
    officer = held.filter(user__username=options.account).select_related("user").first()
    if officer is None:
        refuse(f"本机构没有考务账户 {options.account}。", f"No officer {options.account} here.")
        return 1
    name = Path(options.file).name
    if options.check:
        read = read_list(register, data.value, name)
        print_findings(read.findings)
        return 1 if read.value is None or has_errors(read.findings) else 0
    taken = take_list(register, organisation, data.value, name, now=clock.now(), actor=officer.user)
    print_findings(taken.findings)
    if taken.value is None:
        sys.stderr.write("一行也没有收入。 No row was taken in.\n")
        return 1
    sys.stdout.write(f"收入 taken in {taken.value[0]}，有变 changed {taken.value[1]}\n")
    return 0


def refuse(zh: str, en: str) -> None:
    """Say why nothing is done."""
    print_findings((Finding(rule="register", severity=Severity.ERROR, message=Message(zh, en)),))
