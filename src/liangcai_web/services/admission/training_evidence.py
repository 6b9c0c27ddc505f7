"""Signed proofs of training as evidence: verified in place of what somebody would type.

In: an application, an uploaded file. Out: an ``EvidenceFile`` and the ``TrainingProof`` that the conditions are held
against, or what is wrong with it. Follows: clause 1.9.1 (the proof heads the conditions), 1.8.1; a proof is looked at
again when the application is handed in, because it may have been taken back meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from liangcai.credentials.judge import Verdict
from liangcai.credentials.training import fit_training, is_training
from liangcai.eligibility.application import Application, TrainingProof
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, Message, Reason, Result, Severity
from liangcai_host.keys.fields import index_id_number, normalise_id_number
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import EvidenceFile
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.services.admission.evidence import check_room, keep_file, read_file, store_file
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.people import field_keys
from liangcai_web.services.training.proofs import ProofCheck, check_proof

SECTION, MEDIA = "training", "application/json"
RULES = {"HOLDER": "holder", "1.2": "occupation", "1.4": "direction", "1.8.1": "hours", "TRUST": "issuer"}


class Claimant(msgspec.Struct, frozen=True, kw_only=True):
    """Who presents a proof, as far as they have said: name, end of the ID number, its keyed hash."""

    name: str = ""
    tail: str = ""
    index: str = ""


def claim(name: str, id_number: str) -> Claimant:
    """A claimant by what was typed; what is blank is not compared yet."""
    number = normalise_id_number(id_number)
    return Claimant(name=name, tail=number[-4:], index=index_id_number(field_keys(), number) if number else "")


def claim_of(person: Person | None) -> Claimant:
    """A claimant who is known here."""
    if person is None:
        return Claimant()
    return Claimant(name=person.name, tail=person.id_number_tail, index=person.id_number_index)


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A signed proof in an application: the file, what counts, what is wrong with it."""

    file: EvidenceFile
    proof: TrainingProof | None
    findings: tuple[Finding, ...]


def keep_evidence(
    row: ApplicationRow,
    conditions: ConditionSet,
    section: str,
    data: bytes,
    name: str,
    *,
    claimant: Claimant,
    now: datetime,
) -> Result[EvidenceFile | None]:
    """Keep a file as a proof: a signed one is verified first, any other is made anew."""
    if not (is_training(data) or name.lower().endswith(".json")):
        return keep_file(row, conditions, section, data, name, now=now)
    if section != SECTION:
        return Result(
            None, (_say("section", "签名的学时证明请放在“培训”一项。", "A signed proof belongs to training."),)
        )
    full = check_room(row, conditions, section, len(data))
    if full is not None:
        return Result(None, (full,))
    verified = verify_for(row.batch, data, claimant, now)
    if verified.value is None:
        return Result(None, verified.findings)
    return Result(store_file(row, section, data, MEDIA, name, now))


def verify_for(batch: Batch, data: bytes, claimant: Claimant, now: datetime) -> Result[TrainingProof | None]:
    """The training that a signed file proves to a batch, or why it proves none; blank names are not compared yet."""
    found = check_proof(data, now)
    account, issued = found.check.content, found.check.issued
    if account is not None and found.withdrawn:
        zh = f"学时证明 {account.number} 已被出具单位撤回。"
        return Result(None, (_say("withdrawn", zh, f"Proof {account.number} was taken back by its issuer."),))
    if account is None or issued is None or found.check.verdict != Verdict.VALID:
        return Result(None, tuple(_tell(one) for one in found.check.reasons if not one.met))
    reasons = fit_training(
        account,
        batch_standard(batch),
        batch.level,
        batch.direction or None,
        name=claimant.name or account.holder,
        id_last_four=claimant.tail or account.id_last_four,
    )
    wrong = [_tell(one) for one in reasons if not one.met]
    if not wrong and _is_another(found, claimant):
        zh = "证件号码与出具学时证明的单位登记的不是同一个。"
        wrong.append(_say("holder", zh, "The ID number is not the one that the proof was issued to."))
    proof = TrainingProof(
        level=batch.level,
        hours=account.hours,
        issued=local_day(issued),
        number=account.number,
        issuer=account.school,
    )
    return Result(None if wrong else proof, tuple(wrong))


def _is_another(found: ProofCheck, claimant: Claimant) -> bool:
    """Whether this installation issued the proof to another number than the one that was typed."""
    return found.own is not None and claimant.index not in ("", found.own.trainee.person.id_number_index)


def list_shown(row: ApplicationRow, claimant: Claimant, now: datetime) -> tuple[Shown, ...]:
    """The signed proofs of an application as they stand now."""
    shown = []
    for file in row.files.filter(section=SECTION, media_type=MEDIA):
        verified = verify_for(row.batch, read_file(file), claimant, now)
        shown.append(Shown(file=file, proof=verified.value, findings=verified.findings))
    return tuple(shown)


def with_proofs(application: Application, shown: Iterable[Shown]) -> Application:
    """The application with what the signed files prove in place of what was typed about hours."""
    return with_proved(application, tuple(one.proof for one in shown if one.proof))


def with_proved(application: Application, proved: tuple[TrainingProof, ...]) -> Application:
    """The application with proved hours in place of typed ones."""
    if not proved:
        return application
    typed = tuple(one for one in application.training if one.kind != "hours")
    return msgspec.structs.replace(application, training=(*proved, *typed))


def _tell(reason: Reason) -> Finding:
    """A reason that is not met, as a finding on the file."""
    return Finding(
        rule=f"evidence.{RULES.get(reason.clause, 'signature')}",
        severity=Severity.ERROR,
        message=Message(f"学时证明：{reason.message.zh}", f"Proof of training: {reason.message.en}"),
        clause=reason.clause if reason.clause[:1].isdigit() else "1.9.1",
    )


def _say(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"evidence.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.1")
