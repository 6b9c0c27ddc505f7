"""Verifying a certificate, or a signed report on papers, on the command line.

In: the path of a file or an address, the paths of a trust store and of lists of revocations, and of what papers
are made anew from. Out: an exit status, and
on standard output who, what, level, when, and the reasons of the verdict.
"""

import os
import sys
from pathlib import Path

import msgspec
from msgspec.structs import replace

from liangcai.credentials.conformity import is_conformity
from liangcai.credentials.foreign_judging import ForeignList, read_foreign_list
from liangcai.credentials.judge import Verdict, Verification
from liangcai.credentials.status import StatusList, read_status_list
from liangcai.credentials.training import is_training
from liangcai.credentials.trust import TrustStore, read_trust
from liangcai.credentials.verify import verify_credential
from liangcai.credentials.withdrawn import is_withdrawn
from liangcai.findings import Finding
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_cli.verifying_papers import VERDICTS, Sources, describe_reasons, verify_papers
from liangcai_cli.verifying_training import verify_hours, verify_list
from liangcai_host import clock
from liangcai_host.home import home_folder

USUAL = ("status.json", "withdrawn.json")  # beside the trust store
STATE_UNKNOWN = "签名真实，撤销状态不明 GENUINE, STATE UNKNOWN"


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """What is at hand: the list of revocations, those of other programs, those of withdrawn proofs as given."""

    own: StatusList | None = None
    withdrawn: tuple[bytes, ...] = ()
    others: tuple[ForeignList, ...] = ()


def verify(
    file: str,
    trust: str | None,
    status: list[str] | None,
    sources: Sources,
    *,
    as_json: bool,
) -> int:
    """Verify and say what was found; by default against the trust store of this installation."""
    trust_path = Path(trust) if trust else home_folder(os.environ) / "trust.json"
    store, findings = load_trust(trust_path, asked=bool(trust))
    usual = [str(path) for path in map(trust_path.with_name, USUAL) if path.exists()]
    at_hand, more = load_lists(usual if status is None else status)
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
        return verify_hours(data, store, at_hand.withdrawn, as_json=as_json)
    if isinstance(data, bytes) and is_withdrawn(data):
        return verify_list(data, store, as_json=as_json)
    verification = verify_credential(data, store, at_hand.own, clock.now(), at_hand.others)
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


def load_lists(paths: list[str]) -> tuple[Lists, tuple[Finding, ...]]:
    """The lists in files, each by what it claims to be."""
    found, findings = Lists(), tuple[Finding, ...]()
    for path in paths:
        read = read_file(path)
        findings += read.findings
        if read.value is None:
            continue
        if is_withdrawn(read.value):
            found = replace(found, withdrawn=(*found.withdrawn, read.value))
            continue
        own = read_status_list(read.value, path)
        if own.value is not None:
            found = replace(found, own=own.value)
            continue
        other = read_foreign_list(read.value, path)
        found = replace(found, others=(*found.others, other.value)) if other.value is not None else found
        findings += other.findings
    return found, findings


def describe(verification: Verification) -> str:
    """The verdict, what the certificate says, and the reasons."""
    unknown = verification.foreign and verification.verdict is Verdict.VALID and verification.revocation != "clear"
    lines = [STATE_UNKNOWN if unknown else VERDICTS[verification.verdict.value]]
    shown = verification.certificate
    if shown:
        marks = "，".join(f"{mark.part} {mark.points}" for mark in shown.marks)
        direction = f" {shown.direction}" if shown.direction else ""
        lines.append(f"  {shown.number}  {shown.holder}  {shown.occupation} {shown.level}{direction}")
        lines.append(f"  {shown.code}@{shown.edition}  {marks}  {shown.issued:%Y-%m-%d}  {shown.issuer_name}")
    other = verification.foreign
    if other:
        lines.append(f"  {other.achievement}  {other.holder}  {other.issued:%Y-%m-%d}  {other.issuer_name}")
    return "\n".join((*lines, *describe_reasons(verification.reasons)))
