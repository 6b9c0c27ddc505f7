"""What operators type: backup, restore, ballast, and what the site says when it starts."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from liangcai_host.disk.ballast import read_ballast
from tests.data.command import run_command
from tests.journeys.live import environment, prepare_home

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from liangcai_cli.site import open_site
open_site(Path(sys.argv[1]))
from liangcai_cli.serve import print_start
print_start()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a batch, papers and a candidate."""
    folder = tmp_path_factory.mktemp("home")
    prepare_home(folder, 1)
    return folder


@pytest.fixture(autouse=True)
def phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pass phrase, as a service would be given it."""
    monkeypatch.setenv("LIANGCAI_BACKUP_PASSPHRASE", "a made-up pass phrase")


def start(home: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", START, str(home)]
    return subprocess.run(command, env={**environment(home), **more}, cwd=ROOT, capture_output=True, text=True)


def test_a_backup_is_made_and_restored_with_the_facts_verified(home: Path, tmp_path: Path) -> None:
    made = run_command("backup", tmp_path / "it.zip", home=home)
    assert made.status == 0, made.err
    assert "SHA-256" in made.out
    assert run_command("backup", tmp_path / "it.zip", home=home).status == 1
    fresh = tmp_path / "fresh"
    again = run_command("restore", tmp_path / "it.zip", "--home", fresh, home=tmp_path)
    assert again.status == 0, again.err
    assert "两条链全部相符" in again.out
    refused = run_command("restore", tmp_path / "it.zip", "--home", fresh, home=tmp_path)
    assert refused.status == 1
    assert "empty folder" in refused.err


def test_a_restored_database_with_a_changed_fact_is_not_kept(home: Path, tmp_path: Path) -> None:
    import zipfile

    import msgspec

    from liangcai_host.backup.archive import describe_file
    from liangcai_host.backup.model import DATABASE, MANIFEST, Manifest

    assert run_command("backup", tmp_path / "it.zip", home=home).status == 0
    with zipfile.ZipFile(tmp_path / "it.zip") as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    (tmp_path / DATABASE).write_bytes(files[DATABASE])
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("UPDATE records_fact SET payload = replace(payload, '\"', ' \"') WHERE position = 2")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files[DATABASE] = (tmp_path / DATABASE).read_bytes()
    said = msgspec.json.decode(files[MANIFEST], type=Manifest)
    member = describe_file(DATABASE, tmp_path / DATABASE)
    members = tuple(member if one.name == DATABASE else one for one in said.members)
    files[MANIFEST] = msgspec.json.encode(msgspec.structs.replace(said, members=members))
    with zipfile.ZipFile(tmp_path / "forged.zip", "w") as forged:
        for name, data in files.items():
            forged.writestr(name, data)
    refused = run_command("restore", tmp_path / "forged.zip", "--home", tmp_path / "fresh", home=tmp_path)
    assert refused.status == 1
    assert "chain of facts" in refused.err
    assert list((tmp_path / "fresh").iterdir()) == []


def test_an_installation_of_an_early_version_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    assert run_command("batch", "list", home=tmp_path).status == 0
    with closing(sqlite3.connect(tmp_path / "liangcai.sqlite3")) as connection:
        connection.execute("ALTER TABLE records_batch DROP COLUMN cut_off")
        connection.commit()
    before = (tmp_path / "liangcai.sqlite3").read_bytes()
    refused = run_command("batch", "list", home=tmp_path)
    assert refused.status == 1
    assert "records_batch.cut_off" in refused.err
    assert "LIANGCAI_HOME" in refused.err
    assert (tmp_path / "liangcai.sqlite3").read_bytes() == before


def test_what_is_no_installation_is_not_backed_up(tmp_path: Path) -> None:
    refused = run_command("backup", tmp_path / "it.zip", home=tmp_path / "none")
    assert refused.status == 1
    assert "no installation" in refused.err
    assert not (tmp_path / "it.zip").exists()


def test_the_ballast_is_shown_made_and_released(tmp_path: Path) -> None:
    assert run_command("ballast", "show", home=tmp_path).status == 1
    assert run_command("ballast", "make", "--megabytes", "2", home=tmp_path).status == 0
    assert "2.0 MB" in run_command("ballast", "show", home=tmp_path).out
    assert run_command("ballast", "release", home=tmp_path).status == 0
    assert read_ballast(tmp_path) == 0
    assert run_command("ballast", "make", "--megabytes", "1000000000", home=tmp_path).status == 1


def test_a_start_says_where_the_data_are_how_much_room_there_is_and_what_waits(home: Path) -> None:
    assert run_command("ballast", "release", home=home).status == 0, "a larger one was made for the sitting"
    said = start(home, LIANGCAI_BALLAST="3")
    assert said.returncode == 0, said.stderr
    assert str(home) in said.stdout
    assert "另预留 3.0 MB 给答案" in said.stdout
    assert "site.jsonl" in said.stdout
    assert "待启封" not in said.stdout, "the papers of this batch are open"


@pytest.mark.parametrize("wrong", [{"LIANGCAI_LOG": "loud"}, {"LIANGCAI_BALLAST": "much"}])
def test_a_setting_that_is_no_such_is_named(home: Path, wrong: dict[str, str]) -> None:
    said = start(home, **wrong)
    assert said.returncode != 0
    assert next(iter(wrong)) in said.stderr
