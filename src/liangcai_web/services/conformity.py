"""The signed report on the papers of a batch.

In: a batch with its papers. Out: the signed bytes, kept as a document. Follows: signed once, when the papers are made,
with the organisation's key; whoever has bank and blueprint can make the papers anew from it.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from liangcai.credentials.conformity import PapersAccount, sign_conformity
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.issuing import issuer_profile, issuing_key
from liangcai_web.services.payloads import DocumentKept


def keep_conformity(batch: Batch, account: PapersAccount, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Sign the report on the papers of a batch and keep it, with its fact."""
    moment = now.replace(microsecond=0)
    trust_own_key(settings.HOME, issuing_key(), batch.organisation.name, moment)
    signed = sign_conformity(account, issuer_profile(batch.organisation), issuing_key().signer, moment)
    kind, name = Document.Kind.CONFORMITY, f"{batch.uuid}/conformity.json"
    document = keep_document(batch.organisation, kind, signed, now=now, name=name)
    report = account.report
    sources = (report.blueprint_sha256, report.bank_sha256)
    payload = DocumentKept(sha256=document.sha256, name=name, kind=kind, from_sha256=sources)
    append_fact(batch.organisation, "conformity_signed", payload, now=now, actor=actor, batch=batch.uuid)


def load_conformity(batch: Batch) -> bytes | None:
    """The signed report as it was kept, or None before there are papers."""
    fact = last_fact(batch.uuid, "conformity_signed")
    if fact is None:
        return None
    sha256 = read_payload(fact, DocumentKept).sha256
    kept = Document.objects.get(organisation=batch.organisation, kind=Document.Kind.CONFORMITY, sha256=sha256)
    return bytes(kept.content)
