"""Papers are encrypted until two people open them, or one at the time that two had set; any one alone gets nothing."""

import json
import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from liangcai.assembly.model import hash_form
from liangcai.items.model import Bank
from liangcai_host import clock
from liangcai_host.keys.envelopes import EnvelopeError
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.seals import Seal, SealedDocument, SealShare
from liangcai_web.services.accounts.officer_keys import Hand, find_key, renew_key, restore_key, write_recovery
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.facts import find_break, last_fact, read_payload
from liangcai_web.services.papers import seals
from liangcai_web.services.papers.making import (
    Papers,
    assemble_papers,
    keep_papers,
    load_forms,
    load_outline,
    make_papers,
)
from liangcai_web.services.papers.seals import load_sealed, read_sealed
from liangcai_web.services.payloads.base import DocumentKept
from liangcai_web.services.sittings.attempts import is_unsealed, load_paper
from liangcai_web.services.sittings.office import open_sitting
from liangcai_web.services.sittings.opening import deal_anew, open_at_time, set_opening_time
from tests.web.cast import PASSWORD, admit, announce, approval, client_of, first_candidate

HOUR = timedelta(hours=1)


def sealed_batch(cast, seed=5):
    """A batch with candidates whose papers are made and sealed."""
    from liangcai_web.records.people import Person
    from liangcai_web.services.planning.seating import plan_seats
    from liangcai_web.services.registers.teams import make_resources

    batch = announce(cast)
    people = admit(cast, batch, 2)
    papers = make_papers(batch, now=clock.now(), actor=cast.team.officer, seed=seed).value
    rows = list(Person.objects.filter(uuid__in=people).order_by("pk"))
    assert plan_seats(batch, rows, make_resources(batch, cast.team, len(rows)), now=clock.now()).value
    return batch, papers


def words_of(papers: Papers) -> list[str]:
    """Every stem and rationale of the bank, as it stands in JSON."""
    items = papers.bank.items
    return [text for item in items for text in (item.stem, item.rationale) if len(text) > 8]


def dump_database() -> str:
    """Everything that the database holds, binary columns as hexadecimal and as text."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name from the database itself
            for row in cursor.fetchall():
                found += [cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row]
    return "\n".join(found)


def test_a_stolen_database_tells_no_question_key_or_seed(cast):
    _batch, papers = sealed_batch(cast, seed=987_654_321_012)
    dump = dump_database()
    assert not [text for text in words_of(papers) if text in dump]
    assert "987654321012" not in dump
    assert msgspec.json.encode(papers.forms).decode()[:80] not in dump
    forms = Fact.objects.get(kind="forms_assembled")
    assert read_payload(forms, DocumentKept).sha256 in dump


def test_the_dump_would_notice_plain_papers(cast):
    _batch, papers = sealed_batch(cast)
    row = SealedDocument.objects.get(kind=Document.Kind.FORMS)
    row.content = msgspec.json.encode(papers.forms)
    row.save()
    assert [text for text in words_of(papers) if text in dump_database()]


def test_database_and_key_files_together_do_not_open(cast):
    batch, _ = sealed_batch(cast)
    seal = Seal.objects.get()
    assert not seal.released
    assert not SealShare.objects.filter(holder__isnull=True).exists()
    for key in (seals.site_key(), *(path.read_bytes() for path in (Path(settings.HOME) / "keys").iterdir())):
        if len(key) == 32:
            document = seal.documents.get(kind=Document.Kind.FORMS)
            with pytest.raises(EnvelopeError):
                seals.open_envelope(key, bytes(document.content), f"{batch.uuid}/forms/{document.sha256}")
    with pytest.raises(seals.StillSealedError):
        read_sealed(batch.uuid, Document.Kind.FORMS, document.sha256)


def test_two_people_open_and_every_hash_is_of_the_plain_paper(cast):
    batch, papers = sealed_batch(cast)
    assert load_forms(batch) is None
    assert load_paper(first_candidate(batch)) is None
    assert open_sitting(batch, hands=cast.team.hands, now=clock.now()).value is not None
    assert load_forms(batch) == papers.forms
    bank = read_payload(last_fact(batch.uuid, "bank_adopted"), DocumentKept).sha256
    assert load_sealed(batch, Document.Kind.BANK, bank, Bank) == papers.bank
    shown = {account.form_id: account.form_sha256 for account in load_outline(batch).report.forms}
    assert shown == {form.id: hash_form(form) for form in load_forms(batch).forms}
    assert find_break(batch.organisation) is None
    assert is_unsealed(first_candidate(batch))


@pytest.mark.parametrize("which", [(0, 0), (1, 1)])
def test_one_person_in_both_places_opens_nothing(cast, which):
    batch, _ = sealed_batch(cast)
    hands = tuple(cast.team.hands[place] for place in which)
    assert open_sitting(batch, hands=hands, now=clock.now()).value is None
    assert load_forms(batch) is None


def test_one_person_with_a_phrase_and_anybody_elses_name_opens_nothing(cast):
    batch, _ = sealed_batch(cast)
    first, second = cast.team.hands
    for guess in ("", PASSWORD.upper(), "guess"):
        opened = open_sitting(batch, hands=(first, Hand(user=second.user, phrase=guess)), now=clock.now())
        assert opened.value is None
        assert "另一个口令" in opened.findings[0].message.zh
    stranger = Hand(user=cast.stranger, phrase=PASSWORD)
    refused = open_sitting(batch, hands=(first, stranger), now=clock.now())
    assert refused.value is None
    assert "没有这份试卷的钥匙份额" in refused.findings[0].message.zh
    assert not Fact.objects.filter(kind="sitting_opened").exists()
    assert not Seal.objects.get().released


def test_the_database_refuses_one_person_in_both_places_and_two_shares_of_one(cast):
    _batch, _ = sealed_batch(cast)
    share = SealShare.objects.filter(holder__isnull=False).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealShare.objects.create(seal=share.seal, holder=share.holder, number=9, sealed="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SealShare.objects.create(seal=share.seal, holder=cast.stranger, number=share.number, sealed="x")


def test_papers_are_not_made_where_nobody_could_open_them(cast):
    batch = announce(cast)
    find_key(cast.team.officer).delete()
    made = make_papers(batch, now=clock.now())
    assert made.value is None
    assert "至少两位" in made.findings[0].message.zh
    assert not Seal.objects.exists()


def test_a_seed_that_nobody_named_is_secret_and_new_each_time(cast):
    seeds = set()
    for _ in range(3):
        batch = announce(cast)
        seeds.add(make_papers(batch, now=clock.now()).value.forms.report.seed)
        assert load_outline(batch).report.seed == 0
    assert len(seeds) == 3
    assert not {batch.seed} & seeds
    assert not [seed for seed in seeds if str(seed) in dump_database()]


def test_two_set_a_time_and_then_one_opens(cast):
    batch, _ = sealed_batch(cast)
    now, (first, second) = clock.now(), cast.team.hands
    assert open_at_time(batch, first, now=now).value is None
    assert set_opening_time(batch, (first, second), now - HOUR, now=now).value is None
    assert set_opening_time(batch, (first, second), now + HOUR, now=now).value is not None
    early = open_at_time(batch, first, now=now + HOUR - timedelta(seconds=1))
    assert early.value is None
    assert "还没有到" in early.findings[0].message.zh
    assert open_at_time(batch, Hand(user=first.user, phrase="guess"), now=now + HOUR).value is None
    assert load_forms(batch) is None
    fact = open_at_time(batch, first, now=now + HOUR).value
    assert (fact.actor, fact.approver) == (first.user, second.user)
    assert json.loads(fact.payload)["how"] == "time"
    assert load_forms(batch) is not None


def test_whoever_approved_the_time_opens_with_the_other_as_approver(cast):
    batch, _ = sealed_batch(cast)
    now, (first, second) = clock.now(), cast.team.hands
    set_opening_time(batch, (first, second), now + HOUR, now=now)
    fact = open_at_time(batch, second, now=now + HOUR).value
    assert (fact.actor, fact.approver) == (second.user, first.user)


def test_one_person_alone_sets_no_time_and_a_time_is_taken_back_by_two(cast):
    batch, _ = sealed_batch(cast)
    now, (first, second) = clock.now(), cast.team.hands
    assert set_opening_time(batch, (first, first), now + HOUR, now=now).value is None
    assert Seal.objects.get().opens_at is None
    set_opening_time(batch, (first, second), now + HOUR, now=now)
    assert SealShare.objects.filter(holder__isnull=True).count() == 1
    set_opening_time(batch, (first, second), None, now=now)
    assert not SealShare.objects.filter(holder__isnull=True).exists()
    assert open_at_time(batch, first, now=now + HOUR).value is None


def test_a_forgotten_password_is_mended_by_the_code_and_still_takes_two(cast):
    batch, _ = sealed_batch(cast)
    first, second = cast.team.hands
    code = write_recovery(first).value
    changed = Hand(user=first.user, phrase="a new pass phrase")
    assert open_sitting(batch, hands=(changed, second), now=clock.now()).value is None
    assert restore_key(changed, "AAAA-BBBB") is not None
    assert restore_key(changed, code.lower()) is None
    assert open_sitting(batch, hands=(changed, changed), now=clock.now()).value is None
    assert open_sitting(batch, hands=(changed, second), now=clock.now()).value is not None


def test_two_who_hold_shares_deal_them_to_a_colleague_and_to_a_new_key(cast):
    third = Hand(user=open_account(cast.office, "officer-3", "third phrase", "officer"), phrase="third phrase")
    batch, _ = sealed_batch(cast)
    first, second = cast.team.hands
    renew_key(first.user, "renewed", clock.now())
    renewed = Hand(user=first.user, phrase="renewed")
    assert open_sitting(batch, hands=(renewed, second), now=clock.now()).value is None
    fourth = Hand(user=open_account(cast.office, "officer-4", "fourth", "officer"), phrase="fourth")
    assert deal_anew(batch, (second, second), now=clock.now()).value is None
    assert deal_anew(batch, (renewed, second), now=clock.now()).value is None
    assert deal_anew(batch, (second, third), now=clock.now()).value is not None
    assert open_sitting(batch, hands=(renewed, fourth), now=clock.now()).value is not None


def test_shares_that_were_changed_from_outside_do_not_pass(cast):
    batch, _ = sealed_batch(cast)
    row = SealShare.objects.filter(holder=cast.team.officer).get()
    other = seals.seal_for(row.public, b"\x00" * 32, f"{batch.uuid}/share/{row.number}")
    SealShare.objects.filter(pk=row.pk).update(sealed=other)
    with pytest.raises(RuntimeError, match="changed from outside"):
        open_sitting(batch, hands=cast.team.hands, now=clock.now())


def test_a_paper_changed_from_outside_after_opening_does_not_pass(cast):
    batch, _papers = sealed_batch(cast)
    open_sitting(batch, hands=cast.team.hands, now=clock.now())
    key = seals.recover_key(Seal.objects.get(), cast.team.hands).value
    row = SealedDocument.objects.get(kind=Document.Kind.FORMS)
    row.content = seals.seal_envelope(key, b"{}", f"{batch.uuid}/forms/{row.sha256}")
    row.save()
    with pytest.raises(RuntimeError, match="own hash"):
        load_forms(batch)


def test_one_officer_prints_and_downloads_no_more_than_the_outline(cast):
    batch, papers = sealed_batch(cast)
    client = client_of(cast.team.officer)
    for name, status in (("paper-A", 403), ("key-A", 403), ("conformity", 403), ("task-P1-01", 403), ("card-A", 200)):
        assert client.get(reverse("office-pdf", args=[batch.uuid, name])).status_code == status, name
    assert client.get(reverse("office-conformity", args=[batch.uuid])).status_code == 403
    page = client.get(reverse("office-papers", args=[batch.uuid])).content.decode()
    assert "试卷与蓝图完全相符" in page
    assert hash_form(papers.forms.forms[0]) in page


def test_the_pages_of_seal_and_key_work(cast):
    batch, _ = sealed_batch(cast)
    client, seal = client_of(cast.team.officer), reverse("office-seal", args=[batch.uuid])
    page = client.get(seal).content.decode()
    assert "officer-1、officer-2" in page
    ahead = {"act": "time", "opens_at": (clock.now() + HOUR).strftime("%Y-%m-%dT%H:%M")}
    assert client.post(seal, {**ahead, **approval("officer-1")}).status_code == 422
    alone = client.post(seal, {**ahead, "password": PASSWORD})
    assert alone.status_code == 422
    assert Seal.objects.get().opens_at is None
    assert client.post(seal, {"act": "open", "password": PASSWORD}).status_code == 422
    # the time of the form is that of Beijing, eight hours ahead of UTC
    beijing = {"act": "time", "opens_at": (clock.now() + 9 * HOUR).strftime("%Y-%m-%dT%H:%M")}
    assert client.post(seal, {**beijing, **approval()}).status_code == 302
    assert Seal.objects.get().opens_at is not None
    assert client.post(seal, {"act": "deal", **approval()}).status_code == 302
    key = reverse("office-key")
    shown = client.post(key, {"act": "code", "password": PASSWORD})
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){7}", shown.content.decode())[0]
    assert code not in client.get(key).content.decode()
    assert client.post(key, {"act": "restore", "password": PASSWORD, "code": "x"}).status_code == 422
    assert client.post(key, {"act": "restore", "password": PASSWORD, "code": code}).status_code == 200
    assert client.post(key, {"act": "code", "password": "guess"}).status_code == 422
    assert client.post(key, {"act": "renew", "password": PASSWORD}).status_code == 200
    assert "钥匙已更换" in client.get(seal).content.decode()


def test_an_officer_gets_a_key_by_signing_in(cast, client):
    find_key(cast.team.officer).delete()
    client.post("/sign-in", {"username": "officer-1", "password": PASSWORD})
    assert find_key(cast.team.officer) is not None
    client.logout()
    client.post("/sign-in", {"username": "author-1", "password": PASSWORD})
    assert find_key(cast.authors[0]) is None


def test_papers_that_were_kept_once_are_not_kept_again(cast):
    batch, _papers = sealed_batch(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_papers(batch, assemble_papers(batch, 6).value, now=clock.now(), actor=None)
