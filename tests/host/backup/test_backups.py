"""A backup is whole or refused; a restore overwrites nothing and notices every change."""

import socket
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.host.journal.doubles import answered

from liangcai_host import clock
from liangcai_host.backup import archive as archives
from liangcai_host.backup.archive import describe_file, write_archive
from liangcai_host.backup.copying import copy_databases, list_files
from liangcai_host.backup.model import DATABASE, FORMAT, JOURNAL, KEYS, MANIFEST, BackupError, Manifest
from liangcai_host.backup.restoring import restore_home
from liangcai_host.backup.sealing import open_keys, read_keys, seal_keys
from liangcai_host.disk.ballast import make_ballast
from liangcai_host.home import read_or_make_secret
from liangcai_host.journal.chain import verify_chain
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.store import Journal

PHRASE = "a made-up pass phrase"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A small installation whose journal is open and has answers that stand in its log only."""
    folder = tmp_path / "home"
    folder.mkdir()
    read_or_make_secret(folder, "site")
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("CREATE TABLE facts (said TEXT)")
        connection.execute("INSERT INTO facts VALUES ('one')")
        connection.commit()
    journal = Journal(folder / JOURNAL, clock.now)
    for number in range(5):
        journal.append("a", (answered(f"q{number}", 1, "A"),)).result()
    (folder / "trust.json").write_text("{}")
    make_ballast(folder, 10_000)
    (folder / "logs").mkdir()
    (folder / "logs" / "site.jsonl").write_text("{}")
    return folder


@pytest.fixture
def saved(home: Path, tmp_path: Path) -> Path:
    """Its backup."""
    folder = tmp_path / "copies"
    folder.mkdir()
    files = {path.name: path for path in copy_databases(home, folder)}
    (folder / KEYS).write_bytes(seal_keys(read_keys(home), PHRASE))
    files[KEYS] = folder / KEYS
    files.update((path.relative_to(home).as_posix(), path) for path in list_files(home))
    with closing(connect_journal(files[JOURNAL])) as connection:
        report = verify_chain(connection)
    manifest = Manifest(
        format=FORMAT,
        made_at=NOW,
        version="0",
        store="sqlite",
        members=tuple(describe_file(name, path) for name, path in sorted(files.items())),
        journal=report.head,
        events=report.events,
        facts=(),
        keys=True,
    )
    write_archive(tmp_path / "it.zip", manifest, files)
    return tmp_path / "it.zip"


def restore(saved: Path, home: Path, phrase: str = PHRASE) -> Manifest:
    return restore_home(saved, home, lambda: phrase)


def rewrite(saved: Path, change: Callable[[str, bytes], dict[str, bytes]]) -> None:
    """The same archive with its files changed by hand."""
    with zipfile.ZipFile(saved) as old:
        files = {name: data for one in old.namelist() for name, data in change(one, old.read(one)).items()}
    with zipfile.ZipFile(saved, "w") as new:
        for name, data in files.items():
            new.writestr(name, data)


def test_what_is_saved_is_restored_and_nothing_else_is(home: Path, saved: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    manifest = restore(saved, fresh)
    assert manifest.events == 5
    assert sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()) == [
        JOURNAL,
        "keys/site.secret",
        DATABASE,
        "trust.json",
    ]
    assert (fresh / "keys/site.secret").read_bytes() == (home / "keys/site.secret").read_bytes()
    assert all(path.stat().st_mode & 0o077 == 0 for path in fresh.rglob("*") if path.is_file())
    journal = Journal(fresh / JOURNAL, clock.now)
    assert len(journal.read("a")) == 5
    journal.close()


def test_the_archive_is_for_its_owner_and_shows_no_key(home: Path, saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0
    secret = (home / "keys/site.secret").read_bytes()
    with zipfile.ZipFile(saved) as opened:
        assert not any(secret in opened.read(name) for name in opened.namelist())


def test_nothing_is_overwritten(home: Path, saved: Path, tmp_path: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupError, match="already"):
        write_archive(saved, msgspec.structs.replace(restore(saved, tmp_path / "fresh"), members=()), {})
    assert saved.read_bytes() == before
    for there in (home, tmp_path / "fresh", saved):
        with pytest.raises(BackupError, match="empty folder"):
            restore(saved, there)
    assert (home / "trust.json").exists()


def test_a_wrong_pass_phrase_leaves_the_folder_empty(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pass phrase"):
        restore(saved, tmp_path / "fresh", "another pass phrase")
    assert not (tmp_path / "fresh").exists()


def test_a_short_pass_phrase_is_refused() -> None:
    with pytest.raises(BackupError, match="at least 12"):
        seal_keys({"a": b"b"}, "short")


@pytest.mark.parametrize("name", [DATABASE, JOURNAL, KEYS, "trust.json"])
def test_a_changed_byte_in_any_file_is_noticed(saved: Path, tmp_path: Path, name: str) -> None:
    rewrite(saved, lambda one, data: {one: data[:-1] + bytes([data[-1] ^ 1]) if one == name else data})
    with pytest.raises(BackupError, match=r"hash|pass phrase"):
        restore(saved, tmp_path / "fresh")
    assert not list((tmp_path / "fresh").glob("*"))


def test_a_journal_that_was_cut_and_hashed_anew_does_not_have_the_head_of_the_manifest(
    saved: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.sqlite3"

    def change(one: str, data: bytes) -> dict[str, bytes]:
        if one == JOURNAL:
            cut.write_bytes(data)
            with closing(sqlite3.connect(cut)) as connection:
                connection.execute("DROP TRIGGER events_are_never_deleted")
                connection.execute("DELETE FROM events WHERE position = 5")
                connection.execute("UPDATE sqlite_sequence SET seq = 4 WHERE name = 'events'")
                connection.commit()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return {one: cut.read_bytes()}
        if one == MANIFEST:
            return {"z" + one: data}
        return {one: data}

    rewrite(saved, change)
    with zipfile.ZipFile(saved) as opened:
        said = msgspec.json.decode(opened.read("z" + MANIFEST), type=Manifest)
    member = describe_file(JOURNAL, cut)
    members = tuple(member if one.name == JOURNAL else one for one in said.members)
    forged = msgspec.json.encode(msgspec.structs.replace(said, members=members))
    rewrite(saved, lambda one, data: {MANIFEST: forged} if one == "z" + MANIFEST else {one: data})
    with pytest.raises(BackupError, match="chain"):
        restore(saved, tmp_path / "fresh")
    assert not list((tmp_path / "fresh").glob("*"))


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "a\\out", "C:out", "a//b"])
def test_a_name_that_leads_elsewhere_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    def change(one: str, data: bytes) -> dict[str, bytes]:
        if one == "trust.json":
            return {name: data}
        return {one: data.replace(b'"trust.json"', msgspec.json.encode(name)) if one == MANIFEST else data}

    rewrite(saved, change)
    with pytest.raises(BackupError):
        restore(saved, tmp_path / "deep" / "fresh")
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "deep" / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it.zip").write_bytes(content)
    with pytest.raises(BackupError):
        restore(tmp_path / "it.zip", tmp_path / "fresh")


def test_more_files_than_the_manifest_names_are_refused(saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved, "a") as opened:
        opened.writestr("more", b"x")
    with pytest.raises(BackupError, match="manifest"):
        restore(saved, tmp_path / "fresh")


def test_a_disk_that_is_too_small_is_said_before_anything_is_written(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liangcai_host.backup import restoring
    from liangcai_host.disk.space import Space

    monkeypatch.setattr(restoring, "read_space", lambda _: Space(total=1, free=1000))
    with pytest.raises(BackupError, match="free"):
        restore(saved, tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


def test_a_copy_is_one_moment_while_others_write(home: Path, tmp_path: Path) -> None:
    journal = Journal(home / JOURNAL, clock.now)
    open_calls = [journal.append("b", (answered(f"q{number}", number, "B"),)) for number in range(300)]
    (tmp_path / "copies").mkdir()
    copy_databases(home, tmp_path / "copies")
    for call in open_calls:
        call.result()
    journal.close()
    with closing(connect_journal(tmp_path / "copies" / JOURNAL)) as connection:
        assert verify_chain(connection).holds


def test_sealed_keys_are_never_twice_the_same() -> None:
    files = {"a.key": b"secret"}
    assert seal_keys(files, PHRASE) != seal_keys(files, PHRASE)
    assert open_keys(seal_keys(files, PHRASE), PHRASE) == files


def test_the_limit_of_the_manifest_is_kept(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MANIFEST_LIMIT", 10)
    with pytest.raises(BackupError, match="too large"):
        restore(saved, tmp_path / "fresh")


def test_the_journal_of_the_benches_is_in_a_backup_and_what_runs_is_not(home: Path, tmp_path: Path) -> None:
    journal = Journal(home / "benches.sqlite3", clock.now)
    journal.append("a", (answered("s1", 1, "A"),)).result()
    (home / "benches" / "a").mkdir(parents=True)
    (home / "benches" / "a" / "key.pem").write_text("x")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "d"))
        (tmp_path / "d").rename(home / "benches.sock")
        folder = tmp_path / "copies"
        folder.mkdir()
        assert {path.name for path in copy_databases(home, folder)} == {DATABASE, JOURNAL, "benches.sqlite3"}
        assert not [path for path in list_files(home) if "bench" in path.as_posix().removeprefix(str(home))]
    journal.close()
    with closing(connect_journal(folder / "benches.sqlite3")) as connection:
        assert verify_chain(connection).events == 1
