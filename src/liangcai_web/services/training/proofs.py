"""Proofs of training hours (培训学时证明): signed by two people, kept sealed, withdrawn by two.

In: a class, trainees, two people. Out: rows of ``TrainingProof`` with the signed file; facts that name its hash.
Follows: clause 1.8.1; reliability rule 9: the database refuses one person in both places.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.judge import Verdict
from liangcai.credentials.statement import Checked
from liangcai.credentials.training import TrainingAccount, UnitHours, sign_training, verify_training
from liangcai.credentials.withdrawn import Taken
from liangcai.findings import Finding, Result, has_errors
from liangcai_host.keys.fields import open_bytes, seal_bytes
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.records.training import TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuer_profile, issuing_key, read_trust_store
from liangcai_web.services.payloads.training import TrainingProofWithdrawn, TrainingProved
from liangcai_web.services.people import field_keys
from liangcai_web.services.training.classes import class_standard, review_class, say
from liangcai_web.services.training.ledgers import TraineeLedger, list_ledgers
from liangcai_web.services.training.withdrawn_proofs import own_list, read_taken
from liangcai_web.services.turns import take_turn


class ProofCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a proof here and now; ``own`` is its row where this installation issued it."""

    check: Checked[TrainingAccount]
    own: TrainingProof | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether its issuer took it back, by the lists at hand."""
        return self.check.verdict is Verdict.REVOKED or (self.own is not None and self.own.withdrawn_at is not None)


def issue_proofs(
    row: ClassRow, trainees: Iterable[int], *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Result[tuple[TrainingProof, ...]]:
    """Sign a proof for each of these trainees, by their numbers; who is not complete is named, and keeps nobody back.

    Nothing is signed while a teacher or a place of the class is not what the standard asks for.
    """
    wanted = set(trainees)
    wrong = tuple(one for one in review_class(row) if one.rule in ("training.teacher", "training.venue"))
    if has_errors(wrong):
        return Result((), wrong)
    now = now.replace(microsecond=0)
    trust_own_key(settings.HOME, issuing_key(), row.organisation.name, now)
    made: list[TrainingProof] = []
    findings: list[Finding] = []
    with take_turn(row.organisation):
        there = set(
            TrainingProof.objects.filter(trainee__training=row, withdrawn_at=None).values_list("trainee", flat=True)
        )
        for one in list_ledgers(row):
            if one.trainee.number not in wanted or one.trainee.pk in there:
                continue
            refused = check_complete(one)
            if refused is not None:
                findings.append(refused)
                continue
            made.append(_issue(row, one, now=now, actor=actor, approver=approver))
    return Result(tuple(made), tuple(findings))


def check_complete(one: TraineeLedger) -> Finding | None:
    """Why a trainee gets no proof yet, or None."""
    name, ledger = one.trainee.person.name, one.ledger
    if has_errors(one.findings):
        zh = f"{name}：学时台账有未改正的问题，先改正。"
        return say("proof", zh, f"{name}: the ledger has faults; mend them first.", "1.8.1")
    if ledger.missing:
        zh = f"{name}：已完成 {ledger.counted} 标准学时，规定 {ledger.hours}，还差 {ledger.missing}。"
        en = f"{name}: {ledger.counted} standard hours of {ledger.hours}; {ledger.missing} are missing."
        return say("proof", zh, en, "1.8.1")
    if ledger.short:
        units = "、".join(f"{unit.unit} {unit.name}（{unit.counted}/{unit.wanted}）" for unit in ledger.short)
        english = ", ".join(f"{unit.unit} ({unit.counted} of {unit.wanted})" for unit in ledger.short)
        return say("proof", f"{name}：这些职业功能学时不足：{units}。", f"{name}: too few hours of {english}.", "4.2")
    return None


def _issue(
    row: ClassRow, one: TraineeLedger, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> TrainingProof:
    serial = TrainingProof.objects.filter(trainee=one.trainee).count()
    number = f"PX{row.organisation.code}{local_day(now):%y}{one.trainee.pk:08d}{serial or ''}"
    account = describe_training(row, one, number)
    signed = sign_training(account, issuer_profile(row.organisation), issuing_key().signer, now)
    proof = TrainingProof(trainee=one.trainee, number=number, sha256=sha256_hex(signed), issued_at=now)
    proof.content = seal_bytes(field_keys(), signed, f"training:{number}")
    proof.save()
    said = TrainingProved(number=number, sha256=proof.sha256, hours=account.hours)
    append_fact(
        row.organisation,
        "training_proved",
        said,
        now=now,
        actor=actor,
        approver=approver,
        batch=row.uuid,
        subject=one.trainee.uuid,
    )
    return proof


def describe_training(row: ClassRow, one: TraineeLedger, number: str) -> TrainingAccount:
    """What is signed for a trainee."""
    standard, person = class_standard(row), one.trainee.person
    hours = {(part.unit, part.kind): part.counted for part in one.ledger.parts}
    names = {part.unit: part.name for part in one.ledger.parts}
    return TrainingAccount(
        number=number,
        holder=person.name,
        id_last_four=person.id_number_tail,
        code=standard.code,
        edition=standard.edition,
        occupation=standard.name,
        standard_sha256=row.standard.sha256,
        level=row.level,
        direction=row.direction,
        hours=one.ledger.counted,
        units=tuple(
            UnitHours(number=unit, name=name, theory=hours[unit, "theory"], practice=hours[unit, "practice"])
            for unit, name in names.items()
        ),
        school=row.organisation.name,
        training=str(row.uuid),
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
    )


def withdraw_proof(
    proof: TrainingProof, reason: str, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Finding | None:
    """Take a proof back, by two people, with a reason."""
    row = proof.trainee.training
    if not reason.strip():
        return say("reason", "请写明撤回的理由。", "Say why it is taken back.")
    with take_turn(row.organisation):
        proof.refresh_from_db(fields=["withdrawn_at"])
        if proof.withdrawn_at is not None:
            return say("reason", "这份证明已经撤回。", "It was taken back already.")
        proof.withdrawn_at = now
        proof.save(update_fields=["withdrawn_at"])
        said = TrainingProofWithdrawn(number=proof.number, reason=reason.strip()[:500])
        append_fact(
            row.organisation,
            "training_proof_withdrawn",
            said,
            now=now,
            actor=actor,
            approver=approver,
            batch=row.uuid,
            subject=proof.trainee.uuid,
        )
    return None


def find_proof(row: ClassRow, number: str) -> TrainingProof | None:
    """A proof of this class, or None; one that was erased is not there any more."""
    rows = TrainingProof.objects.filter(trainee__training=row, number=number).exclude(content=b"")
    return rows.select_related("trainee__person", "trainee__training__organisation").first()


def read_proof(proof: TrainingProof) -> bytes:
    """The signed file; raises RuntimeError where it was changed from outside."""
    data = open_bytes(field_keys(), bytes(proof.content), f"training:{proof.number}")
    if sha256_hex(data) != proof.sha256:
        raise RuntimeError(f"proof {proof.number} was changed")
    return data


def check_proof(data: bytes, now: datetime, lists: tuple[Taken, ...] = ()) -> ProofCheck:
    """Verify a proof against the issuers known here, and whether it was taken back by the lists at hand."""
    check = verify_training(data, read_trust_store(), now, (own_list(now), *read_taken(now), *lists))
    own = None
    if check.content is not None:
        rows = TrainingProof.objects.filter(number=check.content.number, sha256=sha256_hex(data))
        own = rows.select_related("trainee__person").first()
    return ProofCheck(check=check, own=own)


def list_signers(proof: TrainingProof) -> tuple[str, ...]:
    """The names of the two who signed a proof."""
    facts = Fact.objects.filter(batch=proof.trainee.training.uuid, kind="training_proved", subject=proof.trainee.uuid)
    fact = facts.filter(payload__contains=proof.sha256).select_related("actor", "approver").first()
    people = (fact.actor, fact.approver) if fact else ()
    return tuple(one.get_full_name() or one.get_username() for one in people if one)
