"""The commands ``certificates`` and ``report``: the same services, in the names of accounts that hold the role."""

import pytest
from bench.passed import make_passed

from liangcai_cli import certifying, reporting, site
from liangcai_cli.main import main
from liangcai_web.records.credentials import Credential
from liangcai_web.services.accounts.offices import open_account

pytestmark = pytest.mark.django_db(transaction=True)
TWO = ("--as", "office-1", "--and", "office-2")


@pytest.fixture
def batch(monkeypatch):
    """A batch in which some have passed, on the database of the test."""
    for module in (certifying, reporting, site):
        monkeypatch.setattr(module, "on_site", lambda verb: verb, raising=False)
    monkeypatch.setattr("liangcai_cli.on_batch.on_site", lambda verb: verb)
    made = make_passed(30)
    open_account(made.organisation, "authority-1", None, "authority")
    return made


def say(capsys, *words: str) -> tuple[int, str, str]:
    """The status of a command, what it says, and what it finds wrong."""
    status = main([str(word) for word in words])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_batch_is_issued_printed_checked_replaced_and_revoked(batch, tmp_path, capsys):
    out = tmp_path / "out"
    issue = ("certificates", "issue", batch.uuid, *TWO, "--out", out, "--workers", "1")
    assert say(capsys, *issue)[:2] == (0, "签发 issued 28，问题 faults 0\n")
    assert len(list(out.glob("*.pdf"))) == len(list(out.glob("S*.json"))) == 28
    first = Credential.objects.first()
    (out / f"{first}.pdf").unlink()
    assert say(capsys, *issue)[0] == 0
    assert (out / f"{first}.pdf").exists(), "what is missing is printed again"
    assert say(capsys, "certificates", "check")[:2] == (0, "证书 certificates 28，问题 faults 0\n")
    renew = ("certificates", "renew", first.number, "corrected", "--name", "王更正", "--reason", "姓名印错", *TWO)
    status, said, _ = say(capsys, *renew)
    assert status == 0
    new = said.split("→")[1].strip()
    assert say(capsys, "certificates", "revoke", new, "misconduct", "--reason", "违纪属实", *TWO)[0] == 0
    history = say(capsys, "certificates", "history", new)[1]
    for word in (
        "签发 Issued",
        "更正换发 Corrected",
        f"取代 replaces {first.number}",
        "office-1 + office-2",
        "违纪属实",
    ):
        assert word in history
    assert say(capsys, "certificates", "history", "S9")[0] == 1
    assert (
        say(capsys, "certificates", "revoke", new, "misconduct", "--reason", "再来", *TWO[:2], "--and", "office-1")[0]
        == 1
    )


def test_a_report_is_written_out_handed_in_returned_and_accepted(batch, tmp_path, capsys):
    path = tmp_path / "results.csv"
    assert say(capsys, "report", "draft", batch.uuid, "results", "--out", path)[0] == 0
    assert len(path.read_text("utf-8-sig").splitlines()) == 31
    assert say(capsys, "report", "draft", batch.uuid, "results", "--out", tmp_path / "results.exe")[0] == 1
    assert say(capsys, "report", "draft", batch.uuid, "certificates")[0] == 1, "nobody has one yet"
    assert say(capsys, "report", "submit", batch.uuid, "results", "--as", "authority-1")[0] == 1
    assert say(capsys, "report", "submit", batch.uuid, "results", "--as", "office-1")[0] == 0
    ticket = batch.candidates.first().ticket_number
    back = ("report", "return", batch.uuid, "results", "--as", "authority-1", "--remark")
    assert say(capsys, *back, "nobody=什么")[0] == 1
    assert say(capsys, *back, f"{ticket}=核对姓名")[0] == 0
    assert say(capsys, "report", "accept", batch.uuid, "results", "--as", "authority-1")[0] == 1, "it was returned"
    assert say(capsys, "report", "submit", batch.uuid, "results", "--as", "office-1", "--note", "核对过")[0] == 0
    assert say(capsys, "report", "accept", batch.uuid, "results", "--as", "authority-1")[0] == 0
    listed = say(capsys, "report", "list", batch.uuid)[1].splitlines()
    assert [line.split()[2] for line in listed] == ["returned", "accepted"]
