"""The certificate with what was earned in each function, for a holder who wishes it shown.

In: a candidate with a certificate. Out: the bytes of a file of its own id, under the same number and place in the list
of revocations. Follows: clause 1.9.2; the holder asks for it and nobody else; what the key signs stands in the log.
"""

from datetime import datetime

import msgspec

from liangcai.credentials.achievement import AreaShare
from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.issue import issue_credential
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.services.batches.names import name_examination
from liangcai_web.services.batches.numbering import pack_of
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.signer import approved_key
from liangcai_web.services.certificates.signing import prepare_issuance
from liangcai_web.services.facts import append_fact, newest_fact, read_payload
from liangcai_web.services.issuing import issuer_profile
from liangcai_web.services.payloads.keys import DetailSigned
from liangcai_web.services.results.result import read_result
from liangcai_web.services.turns import take_turn

KIND = "detail_signed"


def find_standing(candidate: Candidate) -> Credential | None:
    """The certificate of a candidate that stands, or None."""
    rows = Credential.objects.filter(candidate=candidate, revoked_at=None, replaced_by=None)
    return rows.select_related("candidate__person", "candidate__batch__organisation").first()


def sign_detail(candidate: Candidate, now: datetime) -> Result[bytes | None]:
    """Sign it; asked for again, the same bytes come without another fact."""
    row = find_standing(candidate)
    if row is None:
        return Result(None, (refuse("没有在效的证书。", "No certificate stands."),))
    with take_turn(row.candidate.batch.organisation):
        before = newest_fact(candidate.uuid, KIND)
        said = read_payload(before, DetailSigned) if before else None
        file = make_detail(row, said.at if said and said.number == str(row) else now.replace(microsecond=0), now)
        if file.value is None or (said and said.sha256 == sha256_hex(file.value)):
            return file
        new = DetailSigned(number=str(row), at=now.replace(microsecond=0), sha256="")
        file = make_detail(row, new.at, now)
        if file.value is not None:
            new = msgspec.structs.replace(new, sha256=sha256_hex(file.value))
            batch = row.candidate.batch
            append_fact(batch.organisation, KIND, new, now=now, batch=batch.uuid, subject=candidate.uuid)
    return file


def make_detail(row: Credential, issued: datetime, now: datetime) -> Result[bytes | None]:
    """The signed bytes as of a moment."""
    key, result = approved_key(row.candidate, now), read_result(row.candidate)
    if key.value is None or result.decision is None:
        return Result(None, key.findings)
    standard, batch = batch_standard(row.candidate.batch), row.candidate.batch
    names, pack = name_examination(row.candidate), pack_of(batch.organisation)
    issuance = msgspec.structs.replace(
        prepare_issuance(row, standard),
        issued=issued,
        issuer=issuer_profile(batch.organisation, key.value),
        areas=tuple(
            AreaShare(part=one.part, area=one.area, name=names.area(one.area).zh, percent=one.percent)
            for one in result.areas
        ),
    )
    signed = issue_credential(standard, result.decision, issuance, pack, key.value.signer, issued)
    return Result(signed.value.file if signed.value else None, signed.findings)


def refuse(zh: str, en: str) -> Finding:
    """Why it is not signed."""
    return Finding(rule="certificate.detail", severity=Severity.ERROR, message=Message(zh, en))
