"""``liangcai privacy``: what is kept and why, what is due, one person's data shown, exported and erased.

In: the folder of an installation, accounts by name. Out: lists and files; status 1 when something was refused. Follows:
the same services as the pages: two people erase, and export an ID number in plain.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.report import print_findings
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai_web.records.organisations import Organisation
    from liangcai_web.records.people import Person


Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_arguments(subjects: Verbs) -> None:
    """Declare ``privacy rules``, ``due``, ``show``, ``export``, ``erase``, ``sweep`` and ``log``."""
    subject = subjects.add_parser("privacy", help="个人资料：保存、导出、删除 personal data: kept, exported, erased")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    rules = verbs.add_parser("rules", help="保存什么、多久、为什么 what is kept, how long, why")
    rules.set_defaults(run=on_site(show_rules))
    due = verbs.add_parser("due", help="到期应删除的 what is due to be erased")
    due.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    due.set_defaults(run=on_site(show_due))
    for name, words, verb in (
        ("show", "一个人的资料保存到何时 what is kept of a person, until when", show_person),
        ("export", "导出一个人的资料（zip）everything about a person (zip)", export),
        ("erase", "删除一个人到期的资料 erase what is due of a person", erase),
    ):
        parser = verbs.add_parser(name, help=words)
        parser.add_argument("person", type=UUID)
        parser.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
        parser.set_defaults(run=on_site(verb))
        if name == "export":
            parser.add_argument("out")
            parser.add_argument("--why", required=True, help="导出原因 why")
        if name != "show":
            parser.add_argument("--and", dest="second", help="第二位考务账户 the second officer")
        if name == "erase":
            parser.add_argument("--asked", action="store_true", help="本人要求 the person asked for it")
    add_rest(verbs)


def add_rest(verbs: Verbs) -> None:
    """What is about an office and not about one person."""
    sweep = verbs.add_parser("sweep", help="删除到期的草稿、名单、查阅记录 erase drafts, lists, notes that are due")
    sweep.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    sweep.add_argument("--and", dest="second", required=True, help="第二位考务账户 the second officer")
    sweep.set_defaults(run=on_site(sweep_rest))
    log = verbs.add_parser("log", help="谁看过谁的资料 who looked at whose data")
    log.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    log.set_defaults(run=on_site(show_log))


def show_rules(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Every rule of the pack."""
    from liangcai_web.services.packs import retention_pack

    for rule in retention_pack().rules:
        term = f"{rule.months} 个月 months ({rule.after})" if rule.months else "一直 for good"
        sys.stdout.write(f"{rule.data}  {term}\n  {rule.zh} {rule.en}\n  {rule.why_zh} {rule.why_en}\n")
    return 0


def officer(name: str | None, organisation: "Organisation | None" = None) -> "AbstractBaseUser | None":
    """An officer by name, of this office if one is given; a finding where there is none."""
    from liangcai_web.records.organisations import Membership

    held = Membership.objects.filter(role="officer", user__is_active=True, user__username=name or "")
    rows = held.filter(organisation=organisation) if organisation else held
    found = rows.select_related("user").first()
    if found is None:
        print_findings((_refuse(f"没有考务账户 {name}。", f"There is no officer {name}."),))
    return found.user if found else None


def office_of(name: str) -> "Organisation | None":
    """The office in which an account is an officer."""
    from liangcai_web.records.organisations import Membership

    user = officer(name)
    if user is None:
        return None
    return Membership.objects.filter(user_id=user.pk, role="officer").select_related("organisation")[0].organisation


def find(options: argparse.Namespace) -> "tuple[Person, AbstractBaseUser] | None":
    """The person that was named, of the officer's own office."""
    from liangcai_web.records.people import Person

    office, user = office_of(options.account), officer(options.account)
    person = Person.objects.filter(organisation=office, uuid=options.person).first() if office else None
    if office and person is None:
        print_findings((_refuse("本机构没有这个人。", "There is no such person here."),))
    return (person, user) if person and user else None


def show_due(options: argparse.Namespace) -> int:
    """People with something due, page after page, then the rest."""
    from liangcai_web.services.privacy.erasure import count_leftovers
    from liangcai_web.services.privacy.terms import page_due

    office, now, number = office_of(options.account), clock.now(), 1
    if office is None:
        return 1
    while True:
        page = page_due(office, now, str(number))
        for person, terms in page.object_list:
            sys.stdout.write(f"{person.uuid}  {'、'.join(f'{one.rule.data} {one.until}' for one in terms)}\n")
        if not page.has_next():
            break
        number += 1
    rest = count_leftovers(office, now)
    rows = f"草稿 drafts {rest.drafts}，名单 lists {rest.lists}，查阅记录 notes {rest.notes}"
    sys.stdout.write(f"{rows}，异议 words {rest.words}，停用人员 staff {rest.staff}\n")
    return 0


def show_person(options: argparse.Namespace) -> int:
    """The terms of a person; nothing personal is printed."""
    from liangcai_web.services.privacy.terms import read_terms

    found = find(options)
    if found is None:
        return 1
    for term in read_terms(found[0], clock.now()):
        until = f"{term.until}{' 已到期 due' if term.due else ''}" if term.until else "—"
        sys.stdout.write(f"{term.rule.data}  {until}  {term.rule.zh} {term.rule.en}\n")
    return 0


def export(options: argparse.Namespace) -> int:
    """A person's data as a zip: the number masked by one officer, in plain by two."""
    from liangcai_web.services.privacy.export import export_for_office, export_in_plain

    found = find(options)
    if found is None:
        return 1
    person, user = found
    second = officer(options.second, person.organisation) if options.second else None
    if options.second and (second is None or not differ(user, second)):
        return 1
    now = clock.now()
    made = (
        export_in_plain(person, options.why, actor=user, approver=second, now=now)
        if second
        else export_for_office(person, options.why, user=user, now=now)
    )
    print_findings(made.findings)
    if made.value is None:
        return 1
    Path(options.out).write_bytes(made.value)
    return 0


def erase(options: argparse.Namespace) -> int:
    """Erase what is due of a person, by two."""
    from liangcai_web.services.privacy.erasure import erase_person

    found = find(options)
    second = officer(options.second, found[0].organisation) if found else None
    if found is None or second is None or not differ(found[1], second):
        return 1
    done = erase_person(found[0], actor=found[1], approver=second, now=clock.now(), asked=options.asked)
    print_findings(done.findings)
    return 0 if done.value else 1


def sweep_rest(options: argparse.Namespace) -> int:
    """Erase what belongs to nobody in particular and is due."""
    from liangcai_web.services.privacy.erasure import erase_leftovers

    office, user = office_of(options.account), officer(options.account)
    second = officer(options.second, office) if office else None
    if office is None or user is None or second is None or not differ(user, second):
        return 1
    done = erase_leftovers(office, actor=user, approver=second, now=clock.now())
    print_findings(done.findings)
    return 0 if done.value else 1


def show_log(options: argparse.Namespace) -> int:
    """The newest notes of access; people by their random ids."""
    from liangcai_web.services.privacy.log import WHAT, page_notes

    office = office_of(options.account)
    for note in page_notes(office, None).object_list if office else ():
        who = note.user.get_username() if note.user else "本人 the person"
        sys.stdout.write(f"{note.at:%Y-%m-%d %H:%M:%S}Z  {who}  {WHAT[note.what].zh}  {note.person or note.batch}\n")
    return 0 if office else 1


def differ(first: "AbstractBaseUser", second: "AbstractBaseUser") -> bool:
    """Whether two are two; the database refuses one person in both places as well."""
    if first.pk != second.pk:
        return True
    print_findings((_refuse("须是两位不同的考务人员。", "It takes two different officers."),))
    return False


def _refuse(zh: str, en: str) -> Finding:
    return Finding(rule="privacy.command", severity=Severity.ERROR, message=Message(zh, en))
