"""The accounts of a command where one or two officers act: declared and found.

In: the options of a command, a batch. Out: accounts, or a finding on standard error. Follows: two are two; the database
refuses one person in both places as well.
"""

import argparse
from typing import TYPE_CHECKING

from liangcai_cli.on_batch import find_account, refuse
from liangcai_cli.report import print_findings
from liangcai_host import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai_web.records.batches import Batch
    from liangcai_web.services.accounts.approvals import ByTwo


def add_one(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The account that acts."""
    parser.add_argument("--as", dest="account", required=True, help="办理的账户 the account that acts")
    return parser


def add_two(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The account that acts and the one that approves."""
    add_one(parser).add_argument("--and", dest="second", required=True, help="第二位考务账户 the second officer")
    return parser


def find_one(options: argparse.Namespace, batch: "Batch") -> "AbstractBaseUser | None":
    """The officer who acts."""
    return find_account(options, batch, "officer")


def find_two(options: argparse.Namespace, batch: "Batch") -> "ByTwo | None":
    """The two officers, and now."""
    from liangcai_web.services.accounts.approvals import ByTwo

    first = find_one(options, batch)
    second = find_one(argparse.Namespace(account=options.second), batch)
    if first is None or second is None:
        return None
    if first.pk == second.pk:
        zh, en = "须是两位不同的考务人员。", "It takes two different officers."
        print_findings((refuse("account", zh, en),))
        return None
    return ByTwo(now=clock.now(), actor=first, approver=second)
