"""Verifying a certificate, or a signed report on papers, on the command line.

In: the path of a file or an address, the paths of a trust store and a list of revocations, and of what papers
are made anew from. Out: an exit status, and
on standard output who, what, level, when, and the reasons of the verdict.
"""

import os
import sys
from pathlib import Path

from liangcai.credentials.conformity import is_conformity
from liangcai.credentials.judge import Verification
from liangcai.credentials.status import StatusList, read_status_list
from liangcai.credentials.training import is_training
from liangcai.credentials.trust import TrustStore, read_trust
from liangcai.credentials.verify import verify_credential
from liangcai.findings import Finding
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_cli.verifying_papers import VERDICTS, Sources, describe_reasons, verify_papers
from liangcai_cli.verifying_training import verify_hours
from liangcai_host import clock
from liangcai_host.home import home_folder

STATUS_NAME = "status.json"


def verify(
    file: str,
    trust: str | None,
    status: str | None,
    sources: Sources,
    *,
    as_json: bool,
) -> int:
    """Verify and say what was found; by default against the trust store of this installation."""
    trust_path = Path(trust) if trust else home_folder(os.environ) / "trust.json"
    store, findings = load_trust(trust_path, asked=bool(trust))
    revoked, more = load_status(Path(status) if status else trust_path.with_name(STATUS_NAME), asked=bool(status))
    data: bytes | str | None = file
    if not file.startswith(("http://", "https://")):
        read = read_file(file)
        data, findings = read.value, findings + read.findings
    print_findings(findings + more)
    if data is None or store is None:
        return 1
    if isinstance(data, bytes) and is_conformity(data):
        return verify_papers(data, store, sources, as_json=as_json)
    if isinstance(data, bytes) and is_training(data):
        return verify_hours(data, store, as_json=as_json)
    verification = verify_credential(data, store, revoked, clock.now())
    if as_json:
        print_json(verification)
    else:
        sys.stdout.write(describe(verification) + "\n")
    return verification.exit_status


def load_trust(path: Path, *, asked: bool) -> tuple[TrustStore | None, tuple[Finding, ...]]:
    """The trust store; an installation that has none yet trusts nobody."""
    if not asked and not path.exists():
        return TrustStore(), ()
    read = read_file(str(path))
    if read.value is None:
        return None, read.findings
    trust = read_trust(read.value, str(path))
    return trust.value, trust.findings


def load_status(path: Path, *, asked: bool) -> tuple[StatusList | None, tuple[Finding, ...]]:
    """The list of revocations if there is one."""
    if not asked and not path.exists():
        return None, ()
    read = read_file(str(path))
    if read.value is None:
        return None, read.findings
    status = read_status_list(read.value, str(path))
    return status.value, status.findings


def describe(verification: Verification) -> str:
    """The verdict, what the certificate says, and the reasons."""
    lines = [VERDICTS[verification.verdict.value]]
    shown = verification.certificate
    if shown:
        marks = "，".join(f"{mark.part} {mark.points}" for mark in shown.marks)
        direction = f" {shown.direction}" if shown.direction else ""
        lines.append(f"  {shown.number}  {shown.holder}  {shown.occupation} {shown.level}{direction}")
        lines.append(f"  {shown.code}@{shown.edition}  {marks}  {shown.issued:%Y-%m-%d}  {shown.issuer_name}")
    return "\n".join((*lines, *describe_reasons(verification.reasons)))
