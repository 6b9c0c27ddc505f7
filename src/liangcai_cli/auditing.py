"""``liangcai audit``: checkpoints of the log, proofs from it, and the check of the log against what was noted.

In: an installation; or the file of a proof and trusted issuers. Out: checkpoints as text, proofs as JSON, reasons.
Status 0 when everything fits; 1 when something was altered, or a proof does not hold or its issuer is unknown here.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.on_batch import Verbs
from liangcai_cli.on_office import add_verb, find_office, print_reasons
from liangcai_cli.report import print_findings, read_file
from liangcai_host import clock
from liangcai_host.home import home_folder

if TYPE_CHECKING:
    from liangcai.audit.checkpoint import Checkpoint


def add_arguments(subjects: Verbs) -> None:
    """Declare ``audit checkpoint``, ``prove``, ``verify`` and ``check``."""
    subject = subjects.add_parser("audit", help="审计：检查点与证明 audit: checkpoints and proofs")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    signing = add_verb(verbs, "checkpoint", "签一个检查点 sign a checkpoint of the log now", checkpoint)
    signing.add_argument("--out", type=Path, help="写到文件 write it to a file")
    proving = add_verb(verbs, "prove", "出具证明 make a proof", prove)
    what = proving.add_mutually_exclusive_group(required=True)
    what.add_argument("--fact", type=int, metavar="N", help="第 N 条事实在日志里 that fact N is in the log")
    what.add_argument("--since", type=Path, metavar="FILE", help="自旧检查点以来只有追加 only appended to since then")
    proving.add_argument("--out", type=Path, required=True, help="证明文件 the file of the proof")
    checking = add_verb(verbs, "check", "重算全部哈希 recompute every hash", check)
    checking.add_argument("--checkpoint", type=Path, metavar="FILE", help="在别处留存的检查点 one noted elsewhere")
    verifying = verbs.add_parser("verify", help="核验证明，不需要安装 verify a proof; needs no installation")
    verifying.add_argument("file")
    verifying.add_argument("--trust", help="信任的签发者 trusted issuers (trust.json)")
    verifying.set_defaults(run=verify)


def checkpoint(options: argparse.Namespace) -> int:
    """Sign one and print it."""
    from liangcai_web.services.batches.checkpoints import newest_checkpoint, note_checkpoint

    office = find_office(options)
    if office is None:
        return 1
    note_checkpoint(office, now=clock.now())
    made = newest_checkpoint(office)
    text = made.text if made else ""
    if options.out:
        options.out.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    return 0


def prove(options: argparse.Namespace) -> int:
    """Write the file of a proof."""
    from liangcai.audit.proofs import write_proof
    from liangcai_web.services.batches.checkpoints import prove_fact, prove_growth

    office = find_office(options)
    old = read_noted(options.since) if options.since else None
    if office is None or (options.since and old is None):
        return 1
    made = prove_growth(office, old) if old else prove_fact(office, options.fact)
    print_findings(made.findings)
    if made.value is None:
        return 1
    options.out.write_bytes(write_proof(made.value))
    sys.stdout.write(f"{options.out}\n")
    return 0


def check(options: argparse.Namespace) -> int:
    """Recompute everything and say what was found."""
    from liangcai_web.services.batches.checkpoints import check_log

    office = find_office(options)
    noted = read_noted(options.checkpoint) if options.checkpoint else None
    if office is None or (options.checkpoint and noted is None):
        return 1
    found = check_log(office, noted, clock.now())
    print_reasons(found.reasons)
    return 0 if found.holds else 1


def verify(options: argparse.Namespace) -> int:
    """Verify a proof by itself."""
    from liangcai.audit.proofs import read_proof, verify_proof
    from liangcai.credentials.trust import TrustStore
    from liangcai_cli.verifying import load_trust

    path = Path(options.trust) if options.trust else home_folder(os.environ) / "trust.json"
    store, findings = load_trust(path, asked=bool(options.trust))
    data = read_file(options.file)
    proof = read_proof(data.value, options.file) if data.value is not None else None
    print_findings(findings + data.findings + (proof.findings if proof else ()))
    if proof is None or proof.value is None:
        return 1
    found = verify_proof(proof.value, store or TrustStore(), clock.now())
    if found.checkpoint:
        sys.stdout.write(found.checkpoint.text + "\n")
    if found.fact:
        sys.stdout.write(found.fact + "\n\n")
    print_reasons(found.reasons)
    return 0 if found.holds else 1


def read_noted(path: Path) -> "Checkpoint | None":
    """A checkpoint from a file; a finding where it is none."""
    from liangcai.audit.checkpoint import read_checkpoint

    data = read_file(str(path))
    print_findings(data.findings)
    if data.value is None:
        return None
    found = read_checkpoint(data.value.decode("utf-8-sig", "replace"))
    if found is None:
        fail("检查点被改动，或签名不符。", "The checkpoint was altered, or its signature does not fit.")
    return found


def fail(zh: str, en: str) -> None:
    """Say what is wrong."""
    print_findings((Finding(rule="audit.command", severity=Severity.ERROR, message=Message(zh, en)),))
