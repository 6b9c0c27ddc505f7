"""What whoever runs the machine types to bring an office to life: the organisation, its first accounts."""

from pathlib import Path

import pytest

from tests.data.command import run_command

pytestmark = pytest.mark.slow
FOUND = ("office", "found", "测试评价机构", "--code", "0001", "--province", "00", "--site", "000001")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with nobody in it."""
    return tmp_path_factory.mktemp("bare")


def test_an_office_is_founded_and_its_first_accounts_are_opened(tmp_path: Path) -> None:
    assert run_command(*FOUND, home=tmp_path).status == 0
    assert run_command(*FOUND, home=tmp_path).status == 0, "a second time changes nothing"
    listed = run_command("office", "list", home=tmp_path)
    assert listed.out == "0001  00  000001  测试评价机构\n"
    opened = run_command(
        "office", "open", "0001", "wang-1", "--name", "王甲", "--role", "officer", "--role", "authority", home=tmp_path
    )
    assert opened.status == 0, opened.err
    assert opened.out.split()[0] == "wang-1"
    assert "/welcome" in opened.err
    taken = run_command("office", "open", "0001", "wang-1", "--name", "王乙", "--role", "officer", home=tmp_path)
    assert taken.status == 1
    assert "已有人用" in taken.err
    again = run_command("office", "invite", "0001", "wang-1", home=tmp_path)
    assert again.out.split()[1] != opened.out.split()[1]
    assert "officer" in run_command("office", "accounts", "0001", home=tmp_path).out
    assert "两名" in run_command("office", "roles", "0001", "wang-1", home=tmp_path).err, "an office is not emptied"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("office", "found", " ", "--code", "0001", "--province", "00", "--site", "000001"), "名称"),
        (("office", "found", "某机构", "--code", "1", "--province", "00", "--site", "000001"), "过长或过短"),
        (("office", "found", "某机构", "--code", "ABCD", "--province", "00", "--site", "000001"), "应全是数字"),
        (("office", "open", "9999", "li-1", "--name", "黎", "--role", "officer"), "有 0 个机构"),
        (("office", "accounts", "9999"), "有 0 个机构"),
    ],
)
def test_what_cannot_be_is_said(bare: Path, words: tuple[str, ...], said: str) -> None:
    ran = run_command(*words, home=bare)
    assert ran.status == 1
    assert said in ran.err


def test_a_role_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    run_command(*FOUND, home=tmp_path)
    ran = run_command("office", "open", "0001", "li-1", "--name", "黎", "--role", "king", home=tmp_path)
    assert ran.status == 1
    assert "身份" in ran.err
