"""A proof of training hours as PDF.

In: a proof. Out: PDF bytes, or findings. Follows: clause 1.8.1; the page prints what the signed file says.
"""

from liangcai.credentials.training import verify_training
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Message, Result
from liangcai_host.typesetting.sheets import Exam
from liangcai_host.typesetting.training_sheets import TrainingSheet
from liangcai_host.typesetting.typeset import typeset_training
from liangcai_web.records.training import TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.names import overlay_of
from liangcai_web.services.training.classes import class_standard
from liangcai_web.services.training.proofs import list_signers, read_proof


def print_proof(proof: TrainingProof) -> Result[bytes | None]:
    """The proof for people."""
    return typeset_training(build_sheet(proof))


def build_sheet(proof: TrainingProof) -> TrainingSheet:
    """What is printed: the content of the signed file."""
    account = verify_training(read_proof(proof), TrustStore(), proof.issued_at).content
    if account is None:
        raise RuntimeError(f"proof {proof.number} no longer verifies")
    standard = class_standard(proof.trainee.training)
    overlay, level = overlay_of(standard), standard.level(account.level)
    direction = account.direction
    return TrainingSheet(
        exam=Exam(
            organisation=account.school,
            occupation=Message(account.occupation, overlay.name),
            level=Message(level.printed_name if level else account.level, overlay.levels.get(account.level, "")),
            direction=Message(direction, overlay.directions.get(direction, "")) if direction else None,
            standard=f"{account.code}@{account.edition}",
        ),
        version=proof.sha256,
        made=local_day(proof.issued_at),
        number=account.number,
        name=account.holder,
        id_masked="*" * 14 + account.id_last_four,
        title=account.title,
        first_day=account.first_day,
        last_day=account.last_day,
        hours=account.hours,
        required=level.training_hours or 0 if level else 0,
        units=account.units,
        signers=list_signers(proof),
        sha256=proof.sha256,
        withdrawn=proof.withdrawn_at is not None,
    )
