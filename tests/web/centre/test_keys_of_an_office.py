"""The drill: a key is replaced, lost, stolen; what it signed is judged as it should be, and nobody signs alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from msgspec.structs import replace

from liangcai.credentials.ceremony import learn_keys
from liangcai.credentials.judge import Verdict
from liangcai.credentials.status import read_status_list
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.verify import verify_credential
from liangcai_host import clock
from liangcai_host.keys.issuing import LostKeyError
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.checkpoints import check_log, note_checkpoint
from liangcai_web.services.certificates.issue import issue_one, sign_status, verify_file
from liangcai_web.services.certificates.keys import end_batch_key, list_own, make_batch_key, replace_signing_key
from liangcai_web.services.certificates.keys_office import list_keys
from liangcai_web.services.certificates.resigning import resign_certificates
from liangcai_web.services.certificates.signer import approved_key
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuing_key, read_trust_store, signing_key
from liangcai_web.services.payloads.keys import KeyReplaced
from liangcai_web.services.payloads.results import AwardChanged
from liangcai_web.services.standing.awards import read_decisions
from tests.web.cast import approval, client_of, travel

SECOND = timedelta(seconds=1)


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """Keys of this test alone."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def two(cast, home):
    return {"actor": cast.team.officer, "approver": cast.team.second_officer}


def verify(row: Credential, now) -> tuple[Verdict, str]:
    """As somebody who has the trust list and the published list of revocations."""
    row.refresh_from_db()
    status = read_status_list(sign_status(now)).value
    found = verify_credential(bytes(row.file), read_trust_store(), status, now)
    return found.verdict, found.revocation


VALID = (Verdict.VALID, "clear")


def test_a_key_is_replaced_as_planned_and_what_it_signed_stands(cast, two):
    batch = travel(cast, 3).batch
    now = clock.now()
    row, before = Credential.objects.first(), read_trust_store()
    assert verify(row, now) == VALID
    old, later = issuing_key(), now + SECOND
    held = replace_signing_key(cast.office, "planned", later, now=later, **two).value
    assert issuing_key().did != old.did == held.old.id
    assert verify(row, later) == VALID
    learned = learn_keys(held.signed, before, later).store
    assert learned == read_trust_store(), "a verifier takes the next key over on the word of the old one"
    old_list = replace(read_status_list(sign_status(later)).value, issuer=old.did, valid_from=later + SECOND)
    found = verify_credential(bytes(row.file), read_trust_store(), old_list, later + SECOND)
    assert found.revocation == "unchecked", "the old key publishes no list any more"
    assert [entry.id for entry in list_own(read_trust_store(), cast.office)] == [held.new.id, old.did]
    assert check_log(cast.office, None, later).holds
    assert Fact.objects.filter(kind="key_replaced", batch=None).count() == 1 and batch is not None


def test_a_key_that_was_lost_is_replaced_by_ceremony_and_nothing_signed_is_lost(cast, home, two):
    travel(cast, 3)
    row, lost = Credential.objects.first(), issuing_key()
    (home / "keys" / "issuing-ed25519.pem").unlink()
    with pytest.raises(LostKeyError):
        issuing_key()
    now = clock.now() + SECOND
    assert note_checkpoint(cast.office, now=now) is None, "a room can still end"
    held = replace_signing_key(cast.office, "lost", now, now=now, **two).value
    assert held.old.id == lost.did and held.old.revoked is None
    assert verify(row, now) == VALID, "the list is published again, and what was signed stands"
    learned = learn_keys(held.signed, TrustStore(issuers=(replace(held.old, valid_until=None),)), now)
    assert learned.store is None, "a key that nobody knows vouches for nobody"


def test_a_stolen_key_stands_for_nothing_and_what_it_truly_signed_is_signed_anew(cast, two):
    travel(cast, 3)
    rows = list(Credential.objects.order_by("pk"))
    now = clock.now() + SECOND
    held = replace_signing_key(cast.office, "stolen", now, now=now, **two).value
    assert held.old.revoked == now.replace(microsecond=0)
    assert {verify(row, now)[0] for row in rows} == {Verdict.INVALID}
    planted = rows[0]
    truly = bytes(planted.file)
    Credential.objects.filter(pk=planted.pk).update(file=truly.replace("初级".encode(), "高级".encode()))
    results = tuple(resign_certificates(cast.office, now=now, **two))
    assert [one.findings[0].rule for one in results if one.value is None] == ["keys.resign"]
    assert all(verify(row, now) == VALID for row in rows[1:])
    assert verify(planted, now)[0] is Verdict.INVALID
    Credential.objects.filter(pk=planted.pk).update(file=truly)
    assert len(tuple(resign_certificates(cast.office, now=now, **two))) == 1, "going on signs none twice"
    assert verify(planted, now) == VALID
    numbers = [row.number for row in Credential.objects.order_by("pk")]
    assert numbers == [row.number for row in rows]


def test_a_batch_has_a_key_for_its_certificates_and_nothing_else(cast, two):
    first = travel(cast, 2)
    now = clock.now()
    assert make_batch_key(first.batch, 0, now=now, **two).value is None
    key = make_batch_key(first.batch, 30, now=now, **two).value
    assert signing_key(first.batch).did == key.new.id != issuing_key().did
    assert key.new.purposes == ("certificates",) and key.new.valid_until == key.at + timedelta(days=30)
    assert make_batch_key(first.batch, 30, now=now, **two).value is None, "one is enough"
    candidate = first.batch.candidates.filter(credentials__isnull=False).first()
    Credential.objects.all().delete()
    decision = read_decisions(first.batch)[candidate.uuid]
    issued = issue_one(candidate, decision, now=now, **two)
    assert issued.value is not None, issued.findings
    row = Credential.objects.get(candidate=candidate)
    assert verify_file(bytes(row.file), now).certificate.issuer == key.new.id
    assert verify(row, now) == VALID, "the list is that of the installation"
    assert end_batch_key(first.batch, stolen=False, now=now + SECOND, **two).value is not None
    assert signing_key(first.batch).did == issuing_key().did
    assert verify(row, now + SECOND) == VALID
    assert end_batch_key(first.batch, stolen=False, now=now, **two).value is None


def test_the_signer_asks_the_log(cast, two):
    outcome = travel(cast, 3)
    candidate = outcome.batch.candidates.filter(credentials__isnull=False).first()
    now = clock.now()
    assert approved_key(candidate, now).value is not None
    decision = read_decisions(outcome.batch)[candidate.uuid]
    said = AwardChanged(decision=decision, reason="复核", replaces="")
    append_fact(cast.office, "award_changed", said, now=now, batch=outcome.batch.uuid, subject=candidate.uuid, **two)
    assert "重新批准" in approved_key(candidate, now).findings[0].message.zh
    failed = outcome.batch.candidates.exclude(
        uuid__in=[s for s, d in read_decisions(outcome.batch).items() if d.passed]
    )
    for one in failed:
        assert approved_key(one, now).value is None
    Fact.objects.filter(kind="certificates_approved").delete()
    assert "两人的批准" in approved_key(candidate, now).findings[0].message.zh


def test_nobody_replaces_a_key_alone(cast, two):
    said = KeyReplaced(why="planned", old="a", new="b", since=clock.now())
    for alone in ({"actor": two["actor"]}, {"actor": two["actor"], "approver": two["actor"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            append_fact(cast.office, "key_replaced", said, now=clock.now(), **alone)
    ahead = clock.now() + timedelta(days=1)
    assert replace_signing_key(cast.office, "lost", ahead, now=clock.now(), **two).value is None


def test_the_page_shows_what_each_key_signed_and_two_officers_hold_a_ceremony_on_it(cast, two):
    batch = travel(cast, 3).batch
    office, page = client_of(cast.team.officer), reverse("office-keys")
    first = list_keys(cast.office)
    issued = Fact.objects.filter(kind="certificate_issued").count()
    assert (
        len(first) == 1 and first[0].signs and ("证书", issued) in [(name.zh, count) for name, count in first[0].counts]
    )
    act = reverse("office-keys-act", args=["batch"])
    wanted = {"batch": str(batch.uuid), "days": "30"}
    assert office.post(act, approval("officer-1", **wanted)).status_code == 422, "one person alone"
    assert office.post(act, approval(**wanted)).status_code == 302
    assert "这个批次已有密钥" in str(make_batch_key(batch, 30, now=clock.now(), **two).findings)
    held = office.post(reverse("office-keys-act", args=["replace"]), approval(why="planned"))
    assert held.status_code == 302
    replaced = Fact.objects.get(kind="key_replaced")
    shown = office.get(page).content.decode()
    assert "按期更换" in shown and issuing_key().public_key in shown and batch.title in shown
    assert [row.signs for row in list_keys(cast.office)].count(True) == 2
    counted = {row.entry.id: {name.zh: count for name, count in row.counts} for row in list_keys(cast.office)}
    assert counted[first[0].entry.id]["证书"] == issued, "what the old key signed stays its own"
    assert office.get(reverse("office-keys-record", args=[replaced.position])).content[:4] == b"%PDF"
    signed = office.get(reverse("office-keys-signed", args=[replaced.position])).content
    assert learn_keys(signed, TrustStore(issuers=(first[0].entry,)), clock.now()).store is not None
    ended = office.post(reverse("office-keys-act", args=["end"]), approval(batch=str(batch.uuid)))
    assert ended.status_code == 302 and signing_key(batch).did == issuing_key().did
    assert office.get(reverse("office-keys-act", args=["nothing"])).status_code == 404
    assert client_of(cast.idle_assessor).get(page).status_code == 403
