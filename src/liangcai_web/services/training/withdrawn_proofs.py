"""The proofs of training that schools of this installation took back, as a signed list; and the lists of others.

In: rows of ``TrainingProof``; files in ``withdrawn/`` of the installation. Out: the signed list; lists that verify.
Follows: nothing is fetched: people lay the lists of others into the folder; one that does not verify says nothing.
"""

from datetime import datetime, timedelta

from django.conf import settings

from liangcai.credentials.judge import Verdict
from liangcai.credentials.withdrawn import (
    MAX_FILE_BYTES,
    Taken,
    Withdrawn,
    WithdrawnList,
    sign_withdrawn,
    verify_withdrawn,
)
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.training import TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.issuing import issuer_profile, issuing_key, read_trust_store

FOLDER = "withdrawn"
SPEAKS = timedelta(days=30)
MOST_FILES = 200


def list_withdrawn(now: datetime) -> WithdrawnList:
    """What was taken back here."""
    rows = TrainingProof.objects.exclude(withdrawn_at=None).order_by("number")
    return WithdrawnList(
        until=(now + SPEAKS).replace(microsecond=0),
        proofs=tuple(
            Withdrawn(number=one.number, sha256=one.sha256, day=local_day(one.withdrawn_at))
            for one in rows.defer("content")
            if one.withdrawn_at
        ),
    )


def sign_list(now: datetime) -> bytes:
    """The signed list, to be published."""
    organisation = Organisation.objects.order_by("pk").first() or Organisation(name="量才")
    return sign_withdrawn(list_withdrawn(now), issuer_profile(organisation), issuing_key().signer, now)


def own_list(now: datetime) -> Taken:
    """The list of this installation as it stands, which needs no signature here."""
    known = read_trust_store().find(issuing_key().did)
    return Taken(
        verdict=Verdict.VALID,
        reasons=(),
        issuer_name=known.name if known else "",
        issued=now,
        content=list_withdrawn(now),
    )


def read_taken(now: datetime) -> tuple[Taken, ...]:
    """The lists of others that lie in the folder and verify."""
    trust, found = read_trust_store(), []
    for path in sorted((settings.HOME / FOLDER).glob("*.json"))[:MOST_FILES]:
        if path.stat().st_size <= MAX_FILE_BYTES:
            found.append(verify_withdrawn(path.read_bytes(), trust, now))
    return tuple(one for one in found if one.verdict is Verdict.VALID)
