"""``liangcai certificates``: issued to a batch and printed, replaced, revoked, looked up, their numbers checked.

In: an installation; a batch or a number; two officers. Out: certificates as files and PDF in a folder, findings; status
0 done, 1 where something is wrong. Follows: clause 1.9.2; whatever broke off is gone on with by the same command.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.on_batch import add_verb, find_batch
from liangcai_cli.privacy import differ, officer
from liangcai_cli.report import print_findings
from liangcai_cli.site import on_site
from liangcai_host import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from liangcai_web.records.credentials import Credential
    from liangcai_web.records.organisations import Organisation

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
STEP_SECONDS = 0.5
SIGNING, PRINTING = Message("签发证书", "Signing"), Message("打印证书", "Printing")


def add_arguments(subjects: Verbs) -> None:
    """Declare ``certificates issue``, ``check``, ``history``, ``renew`` and ``revoke``."""
    subject = subjects.add_parser("certificates", help="证书签发、换发、撤销 issue, replace and revoke certificates")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    issuing = add_verb(verbs, "issue", "签发并打印，中断后重新执行即接着做 issue and print; again goes on", issue)
    issuing.add_argument("--out", type=Path, help="写入文件夹 a folder for the files and PDFs")
    issuing.add_argument("--workers", type=int, default=0, help="打印进程数 processes that print; one a core")
    checking = verbs.add_parser("check", help="核对编号：不重、不缺 no number twice, none left out")
    checking.set_defaults(run=on_site(check))
    telling = verbs.add_parser("history", help="证书的经过 what has become of a certificate")
    telling.add_argument("number")
    telling.set_defaults(run=on_site(tell_history))
    renewing = verbs.add_parser("renew", help="更正或补发 correct one, or give it again")
    renewing.add_argument("number")
    renewing.add_argument("how", choices=("corrected", "lost"))
    renewing.add_argument("--name", help="正确的姓名 the right name")
    renewing.add_argument("--direction", help="正确的方向 the right direction")
    revoking = verbs.add_parser("revoke", help="撤销 revoke one for good")
    revoking.add_argument("number")
    revoking.add_argument("ground", help="规则包中的事由 a ground of the rule pack")
    for parser, verb in ((renewing, renew), (revoking, revoke)):
        parser.add_argument("--reason", required=True, help="事实与依据 facts and grounds")
        parser.set_defaults(run=on_site(verb))
    for parser in (issuing, renewing, revoking):
        parser.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
        parser.add_argument("--and", dest="second", required=True, help="第二位考务账户 the second officer")


def issue(options: argparse.Namespace) -> int:
    """Issue to everyone who waits, and print into a folder what is not there yet."""
    batch = find_batch(options)
    two = find_two(options, batch.organisation) if batch else None
    if batch is None or two is None:
        return 1
    if options.out and options.out.exists() and not options.out.is_dir():
        return fail("不是文件夹。", "That is no folder.")
    from liangcai_cli.progress import show_progress
    from liangcai_web.services.certificates.runs import begin_run, find_run, find_working, list_faults
    from liangcai_web.services.printing.certificates import print_while_signing

    run = find_working(batch)
    if run is None:
        begun = begin_run(batch, actor=two[0], approver=two[1], now=clock.now())
        run = begun.value
    with show_progress() as report:
        wrong = print_while_signing(
            batch,
            run,
            options.out,
            options.workers,
            lambda signed, printed: (report(SIGNING, *signed), report(PRINTING, *printed)),
        )
    run = find_run(batch)
    findings = (*list_faults(run), *wrong)
    print_findings(findings)
    sys.stdout.write(f"签发 issued {run.done if run else 0}，问题 faults {len(findings)}\n")
    return 1 if findings else 0


def check(options: argparse.Namespace) -> int:  # noqa: ARG001
    """Whether the numbers of all certificates follow each other."""
    from liangcai_web.records.credentials import Credential
    from liangcai_web.services.batches.numbering import check_numbers

    findings = check_numbers()
    print_findings(findings)
    sys.stdout.write(f"证书 certificates {Credential.objects.count()}，问题 faults {len(findings)}\n")
    return 1 if findings else 0


def tell_history(options: argparse.Namespace) -> int:
    """What has become of a certificate and of those before and after it."""
    from liangcai_web.services.certificates.history import read_history

    found = find_one(options.number)
    for event in read_history(found.candidate) if found else ():
        head = f"{event.at:%Y-%m-%d %H:%M}  {event.what.zh} {event.what.en}  {event.number}"
        other = f"  取代 replaces {event.other}" if event.other else ""
        ground = f"  {event.ground.zh} {event.ground.en}" if event.ground else ""
        sys.stdout.write(f"{head}{other}{ground}  {' + '.join(event.people)}  {event.reason}".rstrip() + "\n")
    return 0 if found else 1


def renew(options: argparse.Namespace) -> int:
    """Put another certificate in the place of one."""
    found = find_one(options.number)
    two = find_two(options, found.candidate.batch.organisation) if found else None
    if found is None or two is None:
        return 1
    from liangcai_web.services.certificates.renewal import Correction, renew_certificate

    right = Correction(name=options.name, direction=options.direction)
    renewed = renew_certificate(
        found, options.how, right, options.reason, actor=two[0], approver=two[1], now=clock.now()
    )
    print_findings(renewed.findings)
    if renewed.value is None:
        return 1
    sys.stdout.write(f"{found} → {renewed.value}\n")
    return 0


def revoke(options: argparse.Namespace) -> int:
    """Revoke one for good."""
    found = find_one(options.number)
    two = find_two(options, found.candidate.batch.organisation) if found else None
    if found is None or two is None:
        return 1
    from liangcai_web.services.certificates.office import revoke_issued

    said = options.ground, options.reason
    findings = revoke_issued(found, *said, actor=two[0], approver=two[1], now=clock.now())
    print_findings(findings)
    return 1 if findings else 0


def find_one(number: str) -> "Credential | None":
    """The newest certificate of a number; a finding where there is none."""
    from liangcai_web.services.certificates.issue import read_credential

    found = read_credential(number.strip().upper())
    if found is None:
        fail("没有这份证书。", "There is no such certificate.")
    return found


def find_two(
    options: argparse.Namespace, organisation: "Organisation"
) -> "tuple[AbstractBaseUser, AbstractBaseUser] | None":
    """The two officers in whose names it is done; findings where they are not two."""
    first, second = officer(options.account, organisation), officer(options.second, organisation)
    return (first, second) if first is not None and second is not None and differ(first, second) else None


def fail(zh: str, en: str) -> int:
    """Say what is wrong."""
    print_findings((Finding(rule="certificate.command", severity=Severity.ERROR, message=Message(zh, en)),))
    return 1
