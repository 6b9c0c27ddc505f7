"""``liangcai privacy`` and ``liangcai archive`` on an installation that a journey left behind."""

import json
import sqlite3
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

import liangcai_reference
from tests.data.command import run_command

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation that a journey leaves behind."""
    folder = tmp_path_factory.mktemp("journey")
    standard = folder / "standard.txt"
    standard.write_text(liangcai_reference.read_standard_text(liangcai_reference.list_occupations()[0]))
    made = run_command(
        "journey", standard, "--level", "初级", "--candidates", "2", "--out", folder / "out", home=folder
    )
    assert made.status == 0, made.err
    return folder / "out" / "installation"


def test_a_person_is_shown_exported_and_not_erased_before_the_term(home: Path, tmp_path: Path) -> None:
    def ask(*words: str | Path) -> tuple[int, str, str]:
        ran = run_command("privacy", "--home", home, *words, home=tmp_path)
        return ran.status, ran.out, ran.err

    first = sqlite3.connect(home / "liangcai.sqlite3").execute("SELECT uuid FROM records_person").fetchone()
    person = str(UUID(first[0]))
    assert "evidence" in ask("rules")[1]
    assert ask("show", person, "--as", "office-1")[1].count("\n") >= 4
    assert ask("due", "--as", "nobody")[0] == 1
    status, out, _ = ask("due", "--as", "office-1")
    assert status == 0 and person not in out
    status, _, said = ask("erase", person, "--as", "office-1", "--and", "office-2")
    assert status == 1 and "保存期" in said
    assert "两位不同" in ask("erase", person, "--as", "office-1", "--and", "office-1")[2]
    for file, more, length in (("masked.zip", (), 0), ("plain.zip", ("--and", "office-2"), 18)):
        assert ask("export", person, tmp_path / file, "--as", "office-1", "--why", "本人申请", *more)[0] == 0
        with zipfile.ZipFile(tmp_path / file) as package:
            number = json.loads(package.read("data.json"))["id_number"]
        assert len(number.replace("*", "")) == (length or 4)
    assert "导出个人资料（含完整证件号码）" in ask("log", "--as", "office-1")[1]


def test_the_log_is_checked_proved_and_held_against_a_checkpoint(home: Path, tmp_path: Path) -> None:
    def ask(verb: str, *words: str | Path) -> tuple[int, str, str]:
        ran = run_command("audit", verb, *words, home=tmp_path)
        return ran.status, ran.out, ran.err

    where, noted = ("--home", home), tmp_path / "noted.txt"
    assert ask("checkpoint", *where, "--out", noted)[0] == 0
    assert ask("check", *where, "--checkpoint", noted)[0] == 0
    assert ask("checkpoint", *where)[0] == 0
    trust = ("--trust", home / "trust.json")
    for what, said in ((("--fact", "3"), "第 3 条"), (("--since", noted), "开头")):
        proof = tmp_path / "proof.json"
        assert ask("prove", *where, *what, "--out", proof)[0] == 0
        status, out, _ = ask("verify", proof, *trust)
        assert status == 0 and said in out, out
        assert ask("verify", proof)[0] == 1, "nobody is trusted without a list"
    assert "没有这条事实" in ask("prove", *where, "--fact", "99999", "--out", tmp_path / "none")[2]
    noted.write_text(noted.read_text(encoding="utf-8").replace("liangcai/", "liangcai/0"), encoding="utf-8")
    assert "检查点被改动" in ask("check", *where, "--checkpoint", noted)[2]


def test_a_key_is_replaced_and_verifiers_take_it_over(home: Path, tmp_path: Path) -> None:
    def ask(*words: str | Path) -> tuple[int, str, str]:
        ran = run_command(*words, home=tmp_path)
        return ran.status, ran.out, ran.err

    theirs, record = tmp_path / "trust.json", tmp_path / "record.txt"
    theirs.write_bytes((home / "trust.json").read_bytes())
    replace = ("keys", "replace", "--home", home, "--why", "planned", "--record", record, "--as", "office-1", "--and")
    assert "两位不同" in ask(*replace, "office-1")[2] and not record.exists()
    status, out, _ = ask(*replace, "office-2")
    assert status == 0 and out == record.read_text(encoding="utf-8")
    assert "office-1　____" in out and "新密钥 New key　z6Mk" in out
    before = theirs.read_bytes()
    assert ask("keys", "accept", record.with_suffix(".signed.json"), "--trust", theirs)[0] == 0
    assert theirs.read_bytes() == (home / "trust.json").read_bytes() != before
    page = tmp_path / "page.html"
    assert ask("credential", "page", page, "--home", home)[0] == 0
    assert b"default-src 'none'" in page.read_bytes()


def test_an_archive_is_made_verified_opened_and_a_changed_one_refused(home: Path, tmp_path: Path) -> None:
    first = sqlite3.connect(home / "liangcai.sqlite3").execute("SELECT uuid FROM records_batch").fetchone()
    phrase, file = tmp_path / "phrase", tmp_path / "it.zip"
    phrase.write_text("a made-up phrase of an archive")
    command = ("archive", "make", str(UUID(first[0])), file, "--home", home, "--as", "office-1", "--and", "office-2")
    made = run_command(*command, "--passphrase-file", phrase, home=tmp_path)
    assert made.status == 0, made.err
    assert run_command(*command, "--passphrase-file", phrase, home=tmp_path).status == 1, "nothing is overwritten"
    trust = ("--trust", home / "trust.json")
    verified = run_command("archive", "verify", file, *trust, home=tmp_path)
    assert verified.status == 0 and "不符 faults 0" in verified.out, verified
    assert run_command("archive", "verify", file, home=tmp_path).status == 2
    assert "加封 sealed" in run_command("archive", "list", file, *trust, home=tmp_path).out
    opened = run_command("archive", "open", file, tmp_path / "out", *trust, "--passphrase-file", phrase, home=tmp_path)
    assert opened.status == 0 and len(list((tmp_path / "out").rglob("*.json"))) >= 4
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert run_command("archive", "verify", file, *trust, home=tmp_path).status == 1


def test_a_yearly_plan_is_made_and_filed_by_command(home: Path, tmp_path: Path) -> None:
    def ask(verb: str, *words: str, account: str = "office-1") -> tuple[int, str, str]:
        ran = run_command("year", "--home", home, verb, "2027", *words, "--as", account, home=tmp_path)
        return ran.status, ran.out, ran.err

    key = liangcai_reference.list_occupations()[0]
    assert ask("file")[0] == 1, "an empty plan is not filed"
    assert ask("add", "5", key, "初级", "30")[0] == 0
    status, _, said = ask("add", "5", key, "特级", "30")
    assert status == 1 and "标准没有等级" in said
    assert ask("file")[0] == 0
    assert ask("judge", account="office-1")[0] == 1, "an officer is not the authority"
    status, out, _ = ask("show")
    assert status == 0 and "filed" in out and "30 → 0 / 0 (-30)" in out
