"""``liangcai credential verify``: is this certificate genuine, and does it still stand?

In: a certificate file, or the address in its QR code. Out: who, what, level, when, and the verdict.
Status 0 valid; 1 forged, altered or revoked; 2 the signature fits but the issuer is not known here.
"""

import argparse


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
    # Signatures and linked data take a third of a second to load, which reading a standard should not pay for.
    from liangcai_cli.verifying import verify

    return verify(options.file, options.trust, options.status, as_json=options.json)
