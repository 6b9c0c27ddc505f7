"""What commands on a batch share: the batch by its id, the account that acts, a finding.

In: parsed options. Out: rows, or a finding on standard error. Follows: whoever runs the machine says in whose name an
act is done; the account must hold the role that the act asks for.
"""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.report import print_findings
from liangcai_cli.site import Verb, on_site

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai_web.records.batches import Batch
    from liangcai_web.records.organisations import Membership

YEARS = range(1900, 2200)  # what is reckoned from a day stays within what can be written
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_verb(verbs: Verbs, name: str, words: str, verb: Verb, *more: str) -> argparse.ArgumentParser:
    """A verb on a batch that is named by its id, and what else it is given."""
    parser = verbs.add_parser(name, help=words)
    parser.add_argument("batch", type=UUID)
    for one in more:
        parser.add_argument(one)
    parser.set_defaults(run=on_site(verb))
    return parser


def read_day(text: str) -> date:
    """A day such as 2026-12-01, of a year in which people live and sit."""
    return read_moment(text).date()


def read_moment(text: str) -> datetime:
    """A moment such as 2026-12-20T09:00, in the zone of the organisation unless it names another."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期或时刻 is no day or moment such as 2026-12-20T09:00")
    return moment


def find_batch(options: argparse.Namespace) -> "Batch | None":
    """The batch that was named; a finding where there is none."""
    from liangcai_web.records.batches import Batch

    batch = Batch.objects.filter(uuid=options.batch).select_related("organisation", "standard").first()
    if batch is None:
        print_findings((refuse("batch", "没有这个批次。", "There is no such batch."),))
    return batch


def find_member(username: str, *roles: str) -> "Membership | None":
    """The membership in which an account acts, in the first organisation where it holds one of the roles."""
    from liangcai_web.records.organisations import Membership

    held = Membership.objects.filter(role__in=roles, user__is_active=True, user__username=username)
    found = held.select_related("user", "organisation").order_by("pk").first()
    if found is None:
        zh = f"没有可以这样做的账户 {username}。"
        print_findings((refuse("account", zh, f"There is no account {username} that may do that."),))
    return found


def find_account(options: argparse.Namespace, batch: "Batch", *roles: str) -> "AbstractBaseUser | None":
    """The account that acts, if it holds one of the roles in the batch's organisation."""
    from liangcai_web.records.organisations import Membership

    held = Membership.objects.filter(organisation=batch.organisation, role__in=roles, user__is_active=True)
    found = held.filter(user__username=options.account).select_related("user").first()
    if found is None:
        zh = f"本机构没有可以这样做的账户 {options.account}。"
        print_findings((refuse("account", zh, f"No account {options.account} here may do that."),))
    return found.user if found else None


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done."""
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en))
