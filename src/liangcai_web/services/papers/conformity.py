"""The signed report on the papers of a batch.

In: a batch with its papers. Out: the signed bytes. Follows: signed once, when the papers are made, with the
organisation's key; whoever has bank and blueprint can make the papers anew from it, so it is sealed with them.
"""

from datetime import datetime

from django.conf import settings

from liangcai.credentials.conformity import PapersAccount, sign_conformity
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.services.facts import last_fact, read_payload
from liangcai_web.services.issuing import issuer_profile, issuing_key
from liangcai_web.services.papers.seals import load_sealed
from liangcai_web.services.payloads.base import DocumentKept


def sign_papers(batch: Batch, account: PapersAccount, now: datetime) -> bytes:
    """The report on the papers of a batch, signed."""
    moment = now.replace(microsecond=0)
    trust_own_key(settings.HOME, issuing_key(), batch.organisation.name, moment)
    return sign_conformity(account, issuer_profile(batch.organisation), issuing_key().signer, moment)


def load_conformity(batch: Batch) -> bytes | None:
    """The signed report as it was signed, or None before there are papers and while they are sealed."""
    fact = last_fact(batch.uuid, "conformity_signed")
    if fact is None:
        return None
    return load_sealed(batch, Document.Kind.CONFORMITY, read_payload(fact, DocumentKept).sha256, bytes)
