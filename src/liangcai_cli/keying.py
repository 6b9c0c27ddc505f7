"""``liangcai keys``: the keys that sign: shown, replaced by two people, made for a batch, taken over by verifiers.

In: an installation and two accounts; or a signed record and a trust list. Out: key files, the trust list, the record of
the ceremony to be printed, its signed form. Status 0 done, 1 refused.
"""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from liangcai.findings import Finding, Result
from liangcai_cli.on_batch import Verbs, find_batch, read_moment
from liangcai_cli.on_office import add_verb, find_office, print_reasons
from liangcai_cli.privacy import differ, officer
from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import Verb
from liangcai_host import clock
from liangcai_host.home import home_folder

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai.credentials.trust import TrustedIssuer
    from liangcai_web.records.organisations import Organisation
    from liangcai_web.services.certificates.keys import Ceremony

WORDS = {"planned": "按期更换 planned", "lost": "遗失 lost", "stolen": "泄露 stolen", "batch": "批次密钥 for a batch"}
DAYS = 90


def add_arguments(subjects: Verbs) -> None:
    """Declare the verbs."""
    subject = subjects.add_parser("keys", help="签发密钥 the keys that sign")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    add_verb(verbs, "show", "列出本机构的密钥 list the keys of the office", show)
    replacing = add_two(verbs, "replace", "更换签发密钥 replace the key that signs", replace)
    replacing.add_argument("--why", choices=("planned", "lost", "stolen"), required=True)
    replacing.add_argument("--since", type=read_moment, help="何时失控 since when it was out of hand (lost)")
    replacing.add_argument("--record", type=Path, required=True, help="仪式记录，打印签字 the record, to be printed")
    making = add_two(verbs, "batch", "为一个批次启用密钥 make a key for a batch", make_for_batch)
    making.add_argument("batch", type=UUID)
    making.add_argument("--days", type=int, default=DAYS, help=f"有效天数 days that it stands (default {DAYS})")
    making.add_argument("--record", type=Path, required=True, help="仪式记录，打印签字 the record, to be printed")
    ending = add_two(verbs, "end", "停用批次密钥 destroy the key of a batch", end)
    ending.add_argument("batch", type=UUID)
    ending.add_argument("--stolen", action="store_true", help="已泄露，作废 it was stolen: revoke it")
    add_two(verbs, "resign", "换签泄露密钥签发的证书 sign anew what a stolen key signed", resign)
    learning = verbs.add_parser("accept", help="采信密钥记录，不需要安装 take a signed record over into a trust list")
    learning.add_argument("file")
    learning.add_argument("--trust", type=Path, help="信任名单 the trust list (default: this installation's)")
    learning.set_defaults(run=accept)


def add_two(verbs: Verbs, name: str, words: str, verb: Verb) -> argparse.ArgumentParser:
    """A verb that two officers do."""
    parser = add_verb(verbs, name, words, verb)
    parser.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    parser.add_argument("--and", dest="second", required=True, help="第二位考务账户 the second officer")
    return parser


def show(options: argparse.Namespace) -> int:
    """Every key with its time, and which one signs."""
    from liangcai_web.services.certificates.keys import list_own
    from liangcai_web.services.issuing import read_trust_store

    office = find_office(options)
    for entry in list_own(read_trust_store(), office) if office else ():
        sys.stdout.write(describe(entry) + "\n")
    return 0 if office else 1


def replace(options: argparse.Namespace) -> int:
    """Hold the ceremony."""
    from liangcai_web.services.certificates.keys import replace_signing_key

    office = find_office(options)
    two = find_two(options, office) if office else None
    if office is None or two is None:
        return 1
    now = clock.now()
    since = in_zone(options.since) if options.since else now
    held = replace_signing_key(office, options.why, since, now=now, actor=two[0], approver=two[1])
    return conclude(held, office, options.record)


def make_for_batch(options: argparse.Namespace) -> int:
    """Make a key for a batch."""
    from liangcai_web.services.certificates.keys import make_batch_key

    batch = find_batch(options)
    two = find_two(options, batch.organisation) if batch else None
    if batch is None or two is None:
        return 1
    held = make_batch_key(batch, options.days, now=clock.now(), actor=two[0], approver=two[1])
    return conclude(held, batch.organisation, options.record)


def end(options: argparse.Namespace) -> int:
    """Destroy the key of a batch."""
    from liangcai_web.services.certificates.keys import end_batch_key

    batch = find_batch(options)
    two = find_two(options, batch.organisation) if batch else None
    if batch is None or two is None:
        return 1
    ended = end_batch_key(batch, stolen=options.stolen, now=clock.now(), actor=two[0], approver=two[1])
    print_findings(ended.findings)
    if ended.value:
        sys.stdout.write(describe(ended.value) + "\n")
    return 0 if ended.value else 1


def resign(options: argparse.Namespace) -> int:
    """Sign anew, with a finding for each that the log does not bear."""
    from liangcai_web.services.certificates.resigning import resign_certificates

    office = find_office(options)
    two = find_two(options, office) if office else None
    if office is None or two is None:
        return 1
    results = tuple(resign_certificates(office, now=clock.now(), actor=two[0], approver=two[1]))
    findings: tuple[Finding, ...] = tuple(finding for one in results for finding in one.findings)
    print_findings(findings)
    sys.stdout.write(f"换签 signed anew: {sum(one.value is not None for one in results)}\n")
    return 1 if findings else 0


def accept(options: argparse.Namespace) -> int:
    """Take the record of another office over."""
    from liangcai.credentials.ceremony import learn_keys
    from liangcai.credentials.trust import write_trust
    from liangcai_cli.verifying import load_trust

    path = options.trust or home_folder(os.environ) / "trust.json"
    store, findings = load_trust(path, asked=bool(options.trust))
    data = read_file(options.file)
    print_findings(findings + data.findings)
    if store is None or data.value is None:
        return 1
    found = learn_keys(data.value, store, clock.now())
    print_reasons(found.reasons)
    if found.store is None:
        return 1
    path.write_text(write_trust(found.store), encoding="utf-8", newline="\n")
    for entry in found.record.entries if found.record else ():
        sys.stdout.write(describe(entry) + "\n")
    return 0


def conclude(held: "Result[Ceremony | None]", office: "Organisation", path: Path) -> int:
    """Write the record for people and, beside it, the signed one."""
    print_findings(held.findings)
    if held.value is None:
        return 1
    text = write_record(held.value, office.name)
    path.write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".signed.json").write_bytes(held.value.signed)
    sys.stdout.write(text)
    return 0


def write_record(held: "Ceremony", office: str) -> str:
    """The record as it is printed and signed by hand."""
    lines = [
        "密钥仪式记录 Record of a key ceremony",
        f"机构 Office　{office}",
        f"时间 Time　{held.at:%Y-%m-%d %H:%M:%S} UTC",
        f"事由 Reason　{WORDS[held.why]}",
        *([f"旧密钥 Old key　{describe(held.old)}"] if held.old else []),
        f"新密钥 New key　{describe(held.new)}",
        "请当面逐字核对新密钥，并用可靠途径告知核验者。",
        "Compare the new key letter by letter, and tell verifiers by a way that they trust.",
        *(f"签名 Signature　{name}　____________________　日期 Date ____________" for name in held.people),
    ]
    return "\n".join(lines) + "\n"


def describe(entry: "TrustedIssuer") -> str:
    """A key on a line: itself, its time, what it is for."""
    end = f"{entry.valid_until:%Y-%m-%d %H:%M}" if entry.valid_until else "…"
    state = f"  作废 revoked {entry.revoked:%Y-%m-%d %H:%M}" if entry.revoked else ""
    purposes = f"  {'、'.join(entry.purposes)}" if entry.purposes else ""
    return f"{entry.public_key}  {entry.valid_from:%Y-%m-%d %H:%M} – {end}{purposes}{state}"


def find_two(options: argparse.Namespace, office: "Organisation") -> "tuple[AbstractBaseUser, AbstractBaseUser] | None":
    """Two different officers of the office, or a finding."""
    first, second = officer(options.account, office), officer(options.second, office)
    if first is None or second is None or not differ(first, second):
        return None
    return first, second


def in_zone(moment: datetime) -> datetime:
    """A moment in the zone of the organisation unless it names another."""
    from django.utils import timezone

    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
