"""``liangcai credential verify``: is this certificate genuine, and does it still stand?

In: a certificate file, or a text or image-free address with a token. Out: who, what, level, when, and the verdict.
Status 0 valid; 1 forged, altered or revoked; 2 the signature fits but the issuer is not known here.
"""

import argparse
import os
import sys
from pathlib import Path

from liangcai.credentials.judge import Verification
from liangcai.credentials.status import StatusList, read_status_list
from liangcai.credentials.trust import TrustStore, read_trust
from liangcai.credentials.verify import verify_credential
from liangcai.findings import Finding
from liangcai_cli.report import print_findings, print_json, read_file
from liangcai_host import clock
from liangcai_host.home import home_folder

STATUS_NAME = "status.json"


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``credential verify``."""
    subject = subjects.add_parser("credential", help="核验证书 verify a certificate")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="核验 verify")
    verify.add_argument("file", help="证书文件，或二维码里的网址 a certificate file, or the address in its QR code")
    verify.add_argument("--trust", help="trust.json（默认：本机信任名单 default: this installation's trust store）")
    verify.add_argument("--status", help="撤销名单 list of revocations（默认：trust.json 旁的 status.json）")
    verify.add_argument("--json", action="store_true", help="JSON")
    verify.set_defaults(run=run_verify)


def run_verify(options: argparse.Namespace) -> int:
    """Verify and say what was found."""
    trust_path = Path(options.trust) if options.trust else home_folder(os.environ) / "trust.json"
    trust, findings = load_trust(trust_path, asked=bool(options.trust))
    status, status_findings = load_status(Path(options.status) if options.status else trust_path.with_name(STATUS_NAME))
    data: bytes | str | None = options.file
    if not options.file.startswith(("http://", "https://")):
        read = read_file(options.file)
        data, findings = read.value, findings + read.findings
    print_findings(findings + status_findings)
    if data is None or trust is None:
        return 1
    verification = verify_credential(data, trust, status, clock.now())
    if options.json:
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


def load_status(path: Path) -> tuple[StatusList | None, tuple[Finding, ...]]:
    """The list of revocations if there is one."""
    if not path.exists():
        return None, ()
    read = read_file(str(path))
    if read.value is None:
        return None, read.findings
    status = read_status_list(read.value, str(path))
    return status.value, status.findings


VERDICTS = {
    "valid": "有效 VALID",
    "invalid": "无效 INVALID",
    "revoked": "已撤销 REVOKED",
    "unknown_issuer": "签名相符，签发者未知 SIGNATURE FITS, ISSUER UNKNOWN HERE",
}


def describe(verification: Verification) -> str:
    """The verdict, what the certificate says, and the reasons."""
    lines = [VERDICTS[verification.verdict.value]]
    shown = verification.certificate
    if shown:
        marks = "，".join(f"{mark.part} {mark.points}" for mark in shown.marks)
        direction = f" {shown.direction}" if shown.direction else ""
        lines.append(f"  {shown.number}  {shown.holder}  {shown.occupation} {shown.level}{direction}")
        lines.append(f"  {shown.code}@{shown.edition}  {marks}  {shown.issued:%Y-%m-%d}  {shown.issuer_name}")
    for reason in verification.reasons:
        lines.append(f"  {'✓' if reason.met else '✗'} {reason.message.zh} {reason.message.en}")
    return "\n".join(lines)
