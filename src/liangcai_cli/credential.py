"""``liangcai credential verify``: is this certificate, or this report on papers, genuine, and does it still stand?

In: a certificate file, the address in its QR code, a signed proof of training hours, or a signed conformity report,
with the bank and the blueprint to make its papers anew. Out: who, what, level, when, and the verdict.
Status 0 valid; 1 forged, altered or revoked; 2 the signature fits but the issuer is not known here.
"""

import argparse
import sys
from pathlib import Path

from liangcai_cli.site import on_site


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``credential verify``."""
    subject = subjects.add_parser(
        "credential", help="核验证书或试卷符合性报告 verify a certificate or a report on papers"
    )
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="核验 verify")
    verify.add_argument(
        "file",
        help="证书、二维码里的网址、符合性报告、学时证明 certificate, address of its QR code, report or proof",
    )
    verify.add_argument("--trust", help="trust.json（默认：本机信任名单 default: this installation's trust store）")
    verify.add_argument(
        "--status",
        action="append",
        metavar="FILE",
        help="撤销名单、其他程序的状态名单、学时证明的撤回名单，可多次给出（默认：trust.json 旁的 status.json、"
        "withdrawn.json） list of revocations, ours or of others, or of withdrawn proofs; may be given several times",
    )
    verify.add_argument("--bank", metavar="FILE", help="题库 bank.json：重新组卷核对 to make the papers anew")
    verify.add_argument("--blueprint", metavar="FILE", help="蓝图 blueprint.json：同上 the same")
    verify.add_argument("--tasks", metavar="FILE", help="实操试题 tasks.json：同上 the same")
    verify.add_argument("--json", action="store_true", help="JSON")
    verify.set_defaults(run=run_verify)
    page = verbs.add_parser("page", help="离线核验页 write the page that verifies without a server")
    page.add_argument("out", type=Path, help="HTML 文件 the HTML file")
    page.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    page.set_defaults(run=on_site(make_page))


def make_page(options: argparse.Namespace) -> int:
    """Write the page that verifies without a server."""
    from liangcai_host import clock
    from liangcai_web.public.saved_page import write_page
    from liangcai_web.services.certificates.issue import read_trust, sign_status

    now = clock.now()
    options.out.write_bytes(write_page(read_trust(), sign_status(now).decode(), now))
    sys.stdout.write(f"{options.out}\n")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Verify and say what was found."""
    # Signatures and linked data take a third of a second to load, which reading a standard should not pay for.
    from liangcai_cli.verifying import verify
    from liangcai_cli.verifying_papers import Sources

    sources = Sources(bank=options.bank, blueprint=options.blueprint, tasks=options.tasks)
    return verify(options.file, options.trust, options.status, sources, as_json=options.json)
