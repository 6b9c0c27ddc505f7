"""A line of real devices is brought to the platform by hand: all right, and with one wrong scale factor."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from liangcai_cli.station_publishing import read_files
from liangcai_host.benches.client import Benches
from liangcai_host.benches.starting import can_host, run_beside
from tests.data.axe import find_faults
from tests.data.command import run_command
from tests.data.effort import EFFORT
from tests.data.hall import play_reference
from tests.journeys.live import serve
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not can_host(), reason="benches run on Linux"),
]
PACK, OFFICER = "filling-line", "office-1"
PARTS = {"variable": "controller", "model": "platform", "property": "platform", "answer": "tools"}
PARTS |= {"tag": "gateway", "uplink": "gateway", "accuracy": "accuracy"}
PRINTED = "127.50.1."  # the network that a printed solution names
SECOND = 1000


@pytest.fixture
def site(demonstration: Callable[[], Path]) -> Iterator[tuple[str, Path]]:
    """A demonstration that is served, with its benches: address and folder."""
    home = demonstration()
    assert run_command("station", "publish", PACK, "--seeds", "1", home=home).status == 0
    with run_beside(home, "liangcai_stations.hosting:ENGINES") as runs, serve(home) as address:
        assert runs
        yield address, home


def come_in(page: Page, address: str, home: Path) -> None:
    """Sign in, choose the line, wait for its bench."""
    people = json.loads((home / "people.json").read_bytes())
    passwords = {name: password for _, name, password in people["accounts"]}
    page.goto(f"{address}/sign-in")
    page.fill("input[name=username]", OFFICER)
    page.fill("input[name=password]", passwords[OFFICER])
    page.locator("form:has(input[name=password]) button").click()
    page.wait_for_load_state()
    page.goto(f"{address}/practice")
    page.locator("main form").filter(has=page.locator(f"[value='{PACK}']")).get_by_role("button").click()
    page.wait_for_selector("#parts button", timeout=60 * SECOND)


def read_seed(home: Path) -> str:
    """What the bench was drawn by."""
    with closing(sqlite3.connect(home / "liangcai.sqlite3")) as base:
        return str(base.execute("SELECT seed FROM records_benchattempt ORDER BY id DESC LIMIT 1").fetchone()[0])


def do(page: Page, body: dict[str, str]) -> None:
    """One step as a person does it."""
    match body["do"]:
        case "put":
            part = PARTS[body["sheet"].partition(".")[0]]
            open_part(page, part)
            fill(page, f"p-{part}-{body['sheet']}-{body['field']}", body["value"])
        case "use":
            open_part(page, "tools")
            act = f"p-tools-found-act-{body['tool']}"
            for name, value in body.items():
                if page.locator(f"[id='{act}-{name}']").count():
                    fill(page, f"{act}-{name}", value)
            press(page, act)
        case "compare":
            open_part(page, "accuracy")
            press(page, f"p-accuracy-reference-act-compare-{body['tag']}")
        case "release":
            open_part(page, "accuracy")
            press(page, "p-accuracy-reference-act-release")
        case "drill":
            open_part(page, "alarms")
            press(page, "p-alarms-alarms-act-drill")
        case "acknowledge":
            open_part(page, "alarms")
            act = page.locator(f"[id='p-alarms-alarms-{body['tag']}-acknowledge-{body['tag']}']")
            act.wait_for()
            fill(page, f"{act.get_attribute('id')}-cause", body["cause"])
            act.press("Enter")
        case "watch":
            page.wait_for_timeout(int(body["periods"]) * SECOND)


def open_part(page: Page, part: str) -> None:
    """The part, if it is not open already."""
    tab = page.locator(f"[data-part='{part}']")
    if tab.get_attribute("aria-current") != "true":
        tab.press("Enter")
        page.wait_for_selector(f"[data-place^='p-{part}-']")


def press(page: Page, act: str) -> None:
    """A button, by the keyboard."""
    page.locator(f"[id='{act}']").press("Enter")


def fill(page: Page, field: str, value: str) -> None:
    """A field as people leave it."""
    place = page.locator(f"[id='{field}']")
    if place.evaluate("one => one.tagName") == "SELECT":
        place.select_option(value)
    else:
        place.fill(value)
        place.press("Tab")


def work(page: Page, address: str, home: Path, scale: str | None) -> list[str]:
    """The whole line by hand, with this scale of the weigher or the right one; the requirements of the report."""
    come_in(page, address, home)
    assert [page.locator(f".rich > ol > {below}").count() for below in ("li", "li > ul > li")] == [7, 3]
    (bench,) = (one for one in Benches(home).health() if one.pack == PACK)
    for body in play_reference(read_files(PACK), read_seed(home)):
        here = {name: str(value).replace(PRINTED, f"{bench.address}.") for name, value in body.items()}
        if scale is not None and (here.get("sheet"), here.get("field")) == ("tag.weight", "scale"):
            here["value"] = scale
        do(page, here)
    expect(page.locator("#saved .words")).to_contain_text("已保存", timeout=30 * SECOND)
    open_part(page, "gateway")
    assert find_faults(page) == []
    page.click(".hand-in summary")
    page.get_by_role("button", name="确认提交").click()
    page.wait_for_url("**/report", timeout=60 * SECOND)
    return page.locator("main").inner_text().splitlines()


def read_shares(report: list[str]) -> dict[str, str]:
    """What the report gives each requirement, by its number."""
    rows = [line.split("\t") for line in report if "\t" in line and line[0].isdigit()]
    return {row[0].split()[0]: row[-1].strip() for row in rows}


def test_the_line_is_brought_to_the_platform_by_hand(site: tuple[str, Path]) -> None:
    with open_page(site[0], width=1280) as page:
        report = work(page, *site, None)
        assert [line for line in report if line.startswith("100.0 / 100")], "\n".join(report)
        assert set(read_shares(report).values()) == {"100 %"}


@pytest.mark.skipif(EFFORT != "long", reason="a second line by hand: LIANGCAI_TESTS=long")
def test_one_wrong_scale_factor_costs_what_depends_on_it_and_nothing_else(site: tuple[str, Path]) -> None:
    with open_page(site[0], width=1280) as page:
        shares = read_shares(work(page, *site, "10"))
        assert {number for number, share in shares.items() if share != "100 %"} == {"1.2.3"}, shares
