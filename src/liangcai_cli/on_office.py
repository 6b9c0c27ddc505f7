"""What commands on an office share: the verb, the office by its id or the first, the reasons of a verdict.

In: parsed options. Out: an office, or a finding on standard error.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from liangcai.findings import Finding, Message, Reason, Severity
from liangcai_cli.on_batch import Verbs
from liangcai_cli.report import print_findings
from liangcai_cli.site import Verb, on_site

if TYPE_CHECKING:
    from liangcai_web.records.organisations import Organisation


def add_verb(verbs: Verbs, name: str, words: str, verb: Verb) -> argparse.ArgumentParser:
    """A verb on an office."""
    parser = verbs.add_parser(name, help=words)
    parser.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    parser.add_argument("--office", type=UUID, help="机构（默认：第一个）the office (default: the first)")
    parser.set_defaults(run=on_site(verb))
    return parser


def find_office(options: argparse.Namespace) -> "Organisation | None":
    """The office that is named, or the first; a finding where there is none."""
    from liangcai_web.records.organisations import Organisation

    rows = Organisation.objects.order_by("pk")
    found = (rows.filter(uuid=options.office) if options.office else rows).first()
    if found is None:
        message = Message("没有这个机构。", "There is no such office.")
        print_findings((Finding(rule="office", severity=Severity.ERROR, message=message),))
    return found


def print_reasons(reasons: Iterable[Reason]) -> None:
    """Each reason, met or not."""
    for one in reasons:
        sys.stdout.write(f"{'✓' if one.met else '✗'} {one.message.zh} {one.message.en}\n")
