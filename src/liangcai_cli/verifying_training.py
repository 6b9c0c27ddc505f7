"""What ``credential verify`` says of a proof of training hours.

In: the bytes of a signed proof, the trusted issuers. Out: the verdict, what the proof says, the reasons. Follows: the
library; whether it was taken back is known to the installation that issued it, and told by its page of verification.
"""

import sys

from liangcai.credentials.training import TrainingCheck, verify_training
from liangcai.credentials.trust import TrustStore
from liangcai_cli.report import print_json
from liangcai_cli.verifying_papers import VERDICTS, describe_reasons
from liangcai_host import clock


def verify_hours(data: bytes, trust: TrustStore, *, as_json: bool) -> int:
    """Verify the proof and say what was found."""
    check = verify_training(data, trust, clock.now())
    if as_json:
        print_json(check)
    else:
        sys.stdout.write("\n".join(describe_check(check)) + "\n")
    return check.exit_status


def describe_check(check: TrainingCheck) -> list[str]:
    """The verdict, what the proof says, and the reasons."""
    lines = [VERDICTS[check.verdict.value]]
    said = check.account
    if said is not None and check.issued is not None:
        place = f"{said.level} {said.direction}" if said.direction else said.level
        lines.append(f"  培训学时证明 proof of training hours  {said.number}  {said.holder}")
        lines.append(f"  {said.occupation} {place}  {said.code}@{said.edition}  {said.hours} 标准学时 standard hours")
        lines.append(
            f"  {said.school}  {said.first_day} – {said.last_day}  {check.issued:%Y-%m-%d}  {check.issuer_name}"
        )
    return lines + describe_reasons(check.reasons)
