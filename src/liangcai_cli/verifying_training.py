"""What ``credential verify`` says of a proof of training hours.

In: the bytes of a signed proof or of a list of withdrawn ones, the trusted issuers. Out: the verdict, what is said, the
reasons. Follows: the library; whether a proof was taken back is told by the list of its issuer, if it is at hand.
"""

import sys

from liangcai.credentials.statement import Checked
from liangcai.credentials.training import TrainingAccount, verify_training
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.withdrawn import verify_withdrawn
from liangcai_cli.report import print_json
from liangcai_cli.verifying_papers import VERDICTS, describe_reasons
from liangcai_host import clock


def verify_list(data: bytes, trust: TrustStore, *, as_json: bool) -> int:
    """Verify a list of withdrawn proofs and say what stands in it."""
    found = verify_withdrawn(data, trust, clock.now())
    if as_json:
        print_json(found)
        return found.exit_status
    lines = [VERDICTS[found.verdict.value]]
    for one in found.content.proofs if found.content else ():
        lines.append(f"  {one.number}  {one.day}  {one.sha256}")
    if found.content and found.issued:
        count = len(found.content.proofs)
        lines.append(f"  撤回 withdrawn {count}  {found.issued:%Y-%m-%d} – {found.content.until:%Y-%m-%d}")
    sys.stdout.write("\n".join(lines + describe_reasons(found.reasons)) + "\n")
    return found.exit_status


def verify_hours(data: bytes, trust: TrustStore, lists: tuple[bytes, ...], *, as_json: bool) -> int:
    """Verify the proof, hold it against the lists of withdrawn ones at hand, and say what was found."""
    now = clock.now()
    check = verify_training(data, trust, now, tuple(verify_withdrawn(one, trust, now) for one in lists))
    if as_json:
        print_json(check)
    else:
        sys.stdout.write("\n".join(describe_check(check)) + "\n")
    return check.exit_status


def describe_check(check: Checked[TrainingAccount]) -> list[str]:
    """The verdict, what the proof says, and the reasons."""
    lines = [VERDICTS[check.verdict.value]]
    said = check.content
    if said is not None and check.issued is not None:
        place = f"{said.level} {said.direction}" if said.direction else said.level
        lines.append(f"  培训学时证明 proof of training hours  {said.number}  {said.holder}")
        lines.append(f"  {said.occupation} {place}  {said.code}@{said.edition}  {said.hours} 标准学时 standard hours")
        lines.append(
            f"  {said.school}  {said.first_day} – {said.last_day}  {check.issued:%Y-%m-%d}  {check.issuer_name}"
        )
    return lines + describe_reasons(check.reasons)
