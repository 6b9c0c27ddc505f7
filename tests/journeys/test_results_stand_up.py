"""From raw answers to certificates in a browser, by the roles, with everything that can be doubted on the way.

A wrong key is mended, somebody is charged with misconduct, the public objects, a review changes a mark, a certificate
is taken back; the numbers on the pages are those of the facts. A long run (``LIANGCAI_TESTS=long``) has two hundred.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.data.command import run_hand
from tests.data.effort import EFFORT
from tests.journeys import result_desks as desk
from tests.journeys.live import find_chromium, serve
from tests.journeys.office_desks import Desks
from tests.journeys.result_desks import Office

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
COUNT = 200 if EFFORT == "long" else 8
LATER = 20  # days after which every term is over


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation of its own."""
    return tmp_path_factory.mktemp("results") / "home"


@pytest.fixture(scope="module")
def people(home: Path) -> dict[str, Any]:
    """Who can sign in, the tickets, the question with the wrong key."""
    return hand(home, "prepare", str(COUNT))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all roles."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def hand(home: Path, *words: str) -> Any:
    """The preparation, or what the facts say."""
    return json.loads(run_hand("tests.journeys.results_hand", *words, home=home))


def test_every_number_reconciles_from_raw_answers_to_certificates(
    home: Path, people: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    with serve(home) as address:
        desks = Desks(browser, address, people["passwords"])
        for judge in people["judges"]:
            with desks.of(judge) as page:
                desk.score(page, desks.passwords[judge], "1")
        with desks.of("office-1") as page:
            office = Office(page, people["batch"], desks)
            mark(office, home, people)
            reviewed = doubt(office, home, people, tmp_path)
    with serve(home, days=LATER) as address:
        desks = Desks(browser, address, people["passwords"])
        with desks.of("office-1") as page:
            certify(Office(page, people["batch"], desks), home, people, reviewed)


def mark(office: Office, home: Path, people: dict[str, Any]) -> None:
    """Marks, a wrong key mended, a charge of misconduct, decisions."""
    papers, panels = desk.mark_all(office)
    assert (desk.COUNT.findall(papers), desk.COUNT.findall(panels)) == ([str(COUNT)], [str(COUNT)])
    desk.propose(office, people["question"], (people["right"], people["accepted"]), "命题组复核：两个选项都成立。")
    tried = desk.compare(office, 2)
    assert tried["tried"] == COUNT
    office.sign_both("启用这一版")
    said = hand(home, "tell")
    changed = [points for points in said["theory"].values() if len(points) > 1]
    assert len(changed) == tried["changed"] > 0
    assert all(float(points[1]) > float(points[0]) for points in changed), "two letters are right where one was"
    charged = people["sitters"][0][0]
    desk.charge(office, charged, "监考当场发现，监控清楚。")
    desk.settle_case(office, "手机忘在口袋里，没有看。", "part-void", "经提醒仍不改正。")
    passed = desk.decide(office)
    said = hand(home, "tell")
    assert (said["decided"], len(said["passed"])) == (COUNT, passed)
    assert charged not in said["passed"]


def doubt(office: Office, home: Path, people: dict[str, Any], folder: Path) -> str:
    """The list is posted; somebody objects, somebody asks for a review that changes a mark; whose that was."""
    desk.post(office)
    before = hand(home, "tell")["passed"]
    with office.desks.open() as public:
        assert desk.object_to(public, office.batch, "名单里有一人当天没有到场。") == len(before)
    ticket, id_number, _ = next(one for one in people["sitters"][1:] if one[0] in before)
    with office.desks.open() as candidate:
        desk.ask_review(candidate, ticket, id_number, "skill", "第 2 项已完成，请复核。")
    desk.answer_objection(office, "签到表、监控与作答记录均在。")
    evidence = desk.settle_review(
        office, "59.5", "两名评委漏扣同一处安全错误，复核后为 59.5 分。", folder / "evidence.zip"
    )
    assert evidence.startswith(b"PK")
    assert desk.count_passed(office) == len(before) - 1, "59.5 is not 60"
    desk.post(office)
    return str(ticket)


def certify(office: Office, home: Path, people: dict[str, Any], reviewed: str) -> None:
    """When the posting is over: certificates, one taken back, what the public sees, all of it scored again."""
    desk.issue_all(office)
    said = hand(home, "tell")
    assert said["certificates"] == said["passed"]
    assert reviewed not in said["certificates"]
    names = {ticket: name for ticket, _, name in people["sitters"]}
    revoked, *others = list(zip(said["numbers"], said["tickets"], strict=True))
    desk.revoke(office, revoked[0], "本人申报材料系伪造。")
    with office.desks.open() as public:
        assert "已撤销" in desk.verify(public, revoked[0], names[revoked[1]])
        if others:
            assert "有效" in desk.verify(public, others[0][0], names[others[0][1]])
    assert "完全一致" in desk.rescore(office)
    said = hand(home, "tell")
    assert said["revoked"] == [revoked[0]]
    assert said["broken"] is None
