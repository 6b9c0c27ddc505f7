"""The archive of a batch: five volumes under one signature; what is changed, missing or added is found."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from liangcai.credentials.archive import MANIFEST
from liangcai.credentials.trust import TrustStore
from liangcai_host import clock
from liangcai_host.keys.envelopes import EnvelopeError
from liangcai_host.keys.fields import decrypt_id_number
from liangcai_host.volumes.reading import open_archive, verify_archive
from liangcai_web.records.applications import Application
from liangcai_web.records.archives import Archive
from liangcai_web.records.facts import Fact
from liangcai_web.records.privacy import AccessNote
from liangcai_web.services.batches.changed import cancel_batch
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.people import field_keys
from liangcai_web.services.workflow.archives import (
    begin_archive,
    find_archive,
    finish_archive,
    go_on,
    path_of,
    read_entries,
    stop_archive,
    verify_kept,
    work_of,
)
from liangcai_web.services.workflow.steps import read_workflow
from tests.web.cast import add_proof, announce, approval, client_of, travel

PHRASE = "a made-up phrase of an archive"


def officers(cast):
    return {"actor": cast.team.officer, "approver": cast.team.second_officer}


@pytest.fixture
def made(cast):
    """A batch that is over, and its archive."""
    batch = travel(cast, 2).batch
    add_proof(Application.objects.filter(batch=batch)[0])
    row = begin_archive(batch, PHRASE, **officers(cast), now=clock.now()).value
    assert row is not None
    while not go_on(row, 60):
        pass
    return cast, batch, finish_archive(row, clock.now())


def step_22(batch):
    return next(state for state in read_workflow(batch, clock.now()) if state.step.key == "archive")


def rewrite(path: Path, target: Path, change) -> Path:
    """The archive with its files changed."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(target, "w") as package:
        for name, data in change(files).items():
            package.writestr(name, data)
    return target


def test_an_archive_has_five_volumes_verifies_and_step_22_follows_from_its_fact(made):
    _, batch, row = made
    reading = verify_kept(row, clock.now())
    assert reading.exit_status == 0, (reading.findings, reading.check.reasons)
    manifest = reading.check.content
    assert [volume.key[0] for volume in manifest.volumes] == list("012345")
    assert all(volume.entries for volume in manifest.volumes)
    assert manifest.electronic_until.year - manifest.paper_until.year == 2
    assert step_22(batch).standing == "done"
    said = json.loads(Fact.objects.get(kind="archive_made").payload)
    assert said["sha256"] == row.sha256 and said["files"] == len(manifest.entries)
    assert AccessNote.objects.filter(what="archive", batch=batch.uuid).exists()
    assert not work_of(row).exists() and row.key == ""


def test_each_file_that_is_changed_missing_or_added_is_found(made, tmp_path):
    _, _, row = made
    trust, rng, tried = read_trust_store(), random.Random(22), 0  # noqa: S311
    names = [entry.name for entry in verify_kept(row, clock.now()).check.content.entries]

    def flip(name):
        def change(files):
            data = bytearray(files[name])
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            return files | {name: bytes(data)}

        return change

    for name in names:
        for rule, change in (
            ("archive.changed", flip(name)),
            ("archive.missing", lambda files, name=name: {one: data for one, data in files.items() if one != name}),
        ):
            found = verify_archive(rewrite(path_of(row), tmp_path / "x.zip", change), trust, clock.now())
            assert [(one.rule, one.document) for one in found.findings] == [(rule, name)]
            assert found.exit_status == 1
            tried += 1
    extra = rewrite(path_of(row), tmp_path / "x.zip", lambda files: files | {"../../evil": b"x"})
    assert [one.rule for one in verify_archive(extra, trust, clock.now()).findings] == ["archive.added"]
    assert tried == 2 * len(names) >= 30


def test_a_manifest_that_was_changed_or_signed_by_somebody_else_is_refused(made, tmp_path):
    _, _, row = made
    assert verify_archive(path_of(row), TrustStore(), clock.now()).exit_status == 2

    def forge(files):
        return files | {MANIFEST: files[MANIFEST].replace(b"proofs", b"prooFs")}

    forged = verify_archive(rewrite(path_of(row), tmp_path / "x.zip", forge), read_trust_store(), clock.now())
    assert forged.exit_status == 1 and forged.check.content is None
    (tmp_path / "no.zip").write_bytes(b"PK nothing")
    assert verify_archive(tmp_path / "no.zip", TrustStore(), clock.now()).exit_status == 1
    assert verify_archive(tmp_path / "none.zip", TrustStore(), clock.now()).exit_status == 1


def test_personal_data_are_sealed_and_the_pass_phrase_opens_them(made):
    _, batch, row = made
    person = batch.candidates.select_related("person")[0].person
    number = decrypt_id_number(field_keys(), person.id_number_sealed, str(person.uuid)).encode()
    check = verify_kept(row, clock.now()).check
    with zipfile.ZipFile(path_of(row)) as package:
        plain = b"".join(package.read(name) for name in package.namelist())
    assert person.name.encode() not in plain and number not in plain
    assert {entry.name for entry, _ in open_archive(path_of(row), check, None)} == {
        entry.name for entry in check.content.entries if not entry.sealed
    }
    opened = {entry.name: data for entry, data in open_archive(path_of(row), check, PHRASE)}
    assert len(opened) == len(check.content.entries)
    assert b"\x89PNG" in b"".join(data[:8] for name, data in opened.items() if "proofs/" in name)
    assert str(person.applications.get().number).encode() in opened["1-sign-up/applications.json"]
    with pytest.raises(EnvelopeError):
        list(open_archive(path_of(row), check, "another made-up phrase"))


def test_a_batch_that_is_not_over_is_not_archived_and_one_called_off_is(cast):
    batch = announce(cast)
    refused = begin_archive(batch, PHRASE, **officers(cast), now=clock.now())
    assert refused.value is None and refused.findings[0].rule == "archive.unfinished"
    cancel_batch(batch, "报名不足", **officers(cast), now=clock.now())
    assert begin_archive(batch, "short", **officers(cast), now=clock.now()).findings[0].rule == "archive.phrase"
    row = begin_archive(batch, PHRASE, **officers(cast), now=clock.now()).value
    again = begin_archive(batch, PHRASE, **officers(cast), now=clock.now())
    assert again.findings[0].rule == "archive.working"
    assert go_on(row, 60)
    assert verify_kept(finish_archive(row, clock.now()), clock.now()).exit_status == 0


def test_what_is_stopped_leaves_nothing_and_can_be_begun_anew(cast):
    batch = travel(cast, 1).batch
    row = begin_archive(batch, PHRASE, **officers(cast), now=clock.now()).value
    assert not go_on(row, 0)
    assert row.done == 1 and len(read_entries(row)) == 1
    assert stop_archive(row) and not stop_archive(row)
    assert not work_of(row).exists()
    assert not go_on(row, 60)
    assert find_archive(batch) is None
    assert step_22(batch).standing != "done"
    assert begin_archive(batch, PHRASE, **officers(cast), now=clock.now()).value is not None


def test_one_alone_makes_no_archive_by_the_database(cast):
    batch = travel(cast, 1).batch
    alone = {"actor": cast.team.officer, "approver": cast.team.officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        begin_archive(batch, PHRASE, **alone, now=clock.now())
    assert not Archive.objects.exists()


def test_the_page_begins_works_shows_and_verifies(cast):
    batch = travel(cast, 1).batch
    client, page = client_of(cast.team.officer), reverse("office-archive", args=[batch.uuid])
    assert client.post(page, approval(phrase=PHRASE, again="another")).status_code == 422
    assert client.post(page, approval("officer-1", phrase=PHRASE, again=PHRASE)).status_code == 422
    assert client.post(page, approval(phrase=PHRASE, again=PHRASE)).status_code == 302
    for _ in range(40):
        client.post(reverse("office-archive-work", args=[batch.uuid]), {"act": "go"})
        if find_archive(batch).state == "made":
            break
        assert "<progress" in client.get(page).content.decode()
    shown = client.get(page, {"check": "1"}).content.decode()
    assert find_archive(batch).sha256 in shown and "签名相符" in shown
    sent = client.get(reverse("office-archive-file", args=[batch.uuid]))
    assert b"".join(sent.streaming_content)[:2] == b"PK"
