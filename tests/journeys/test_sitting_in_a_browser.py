"""A candidate sits a whole paper in a browser that is killed in the middle, and loses nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Route, expect, sync_playwright

from tests.journeys.live import MortalBrowser, Ticket, find_chromium, lend_hand, prepare_home, serve

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
HALF, QUESTIONS = 50, 100
SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Ticket, ...]]:
    """An installation with five candidates, one a test."""
    home = tmp_path_factory.mktemp("home")
    return home, prepare_home(home, 5)


@pytest.fixture(scope="module")
def address(installation: tuple[Path, tuple[Ticket, ...]]) -> Iterator[str]:
    """The address of its site."""
    with serve(installation[0]) as found:
        yield found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers."""
    with sync_playwright() as running:
        yield running


@pytest.fixture
def ticket(installation: tuple[Path, tuple[Ticket, ...]], request: pytest.FixtureRequest) -> Ticket:
    """The ticket of this test's own candidate."""
    return installation[1][request.param]


def launch(playwright: Playwright, profile: Path) -> MortalBrowser:
    """A browser on a profile."""
    assert CHROMIUM is not None
    return MortalBrowser(playwright, CHROMIUM, profile)


def come_in(browser: MortalBrowser, address: str, ticket: Ticket) -> Page:
    """Sign in, start if not started, and wait until the paper is ready."""
    page = browser.context.new_page()
    page.goto(f"{address}/sitting")
    if page.locator("#ticket_number").count():
        page.fill("#ticket_number", ticket.ticket_number)
        page.fill("#id_number", ticket.id_number)
        page.click("main button.first")
    if page.url.endswith("/instructions"):
        page.get_by_role("button", name="开始答题").click()
    page.wait_for_selector("html[data-sitting=ready]")
    return page


def answer(page: Page, numbers: range) -> None:
    """Choose by keyboard, a letter that depends on the number, and go on."""
    for number in numbers:
        expect(page.locator(f"#q{number}")).to_be_visible()
        page.keyboard.press(str(number % 2 + 1))
        page.keyboard.press("ArrowRight")


def read_choices(page: Page) -> dict[int, str]:
    """What is checked on the page, by question number."""
    script = """() => Object.fromEntries([...document.querySelectorAll('.question')].map(
        (q) => [q.dataset.number, [...q.querySelectorAll('input:checked')].map((i) => i.value).join('')]))"""
    return {int(number): chosen for number, chosen in page.evaluate(script).items() if chosen}


@pytest.mark.parametrize("ticket", [0], indirect=True)
def test_a_whole_paper_with_the_browser_killed_in_the_middle(
    playwright: Playwright,
    installation: tuple[Path, tuple[Ticket, ...]],
    address: str,
    ticket: Ticket,
    tmp_path: Path,
) -> None:
    browser = launch(playwright, tmp_path / "profile")
    page = come_in(browser, address, ticket)
    answer(page, range(1, HALF + 1))
    expect(page.locator("#saved")).to_have_text(SAVED)
    saved = read_choices(page)
    assert len(saved) == HALF

    page.route("**/sitting/answers", lambda route: route.abort())
    answer(page, range(HALF + 1, HALF + 6))
    expect(page.locator("#saved")).to_contain_text("5 条等待发送")
    expect(page.locator("#saved")).to_have_attribute("data-kept", "yes")
    chosen = read_choices(page)
    browser.kill()

    lend_hand(installation[0], "allow", ticket.ticket_number)
    elsewhere = launch(playwright, tmp_path / "another profile")
    page = come_in(elsewhere, address, ticket)
    assert read_choices(page) == saved
    elsewhere.kill()

    lend_hand(installation[0], "allow", ticket.ticket_number)
    browser = launch(playwright, tmp_path / "profile")
    page = come_in(browser, address, ticket)
    assert read_choices(page) == chosen
    expect(page.locator("#saved")).to_have_text(SAVED)

    page.goto(f"{address}/sitting/paper?q={HALF + 6}")
    page.wait_for_selector("html[data-sitting=ready]")
    answer(page, range(HALF + 6, QUESTIONS + 1))
    assert len(read_choices(page)) == QUESTIONS
    page.click("#hand-in")
    expect(page.locator("main")).to_contain_text("所有题目都已作答")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已交卷")
    expect(page.locator("#ended-card")).to_contain_text(str(QUESTIONS))
    browser.kill()


@pytest.mark.parametrize("ticket", [1], indirect=True)
def test_with_the_network_cut_nothing_is_called_saved_and_the_paper_cannot_be_handed_in(
    playwright: Playwright, address: str, ticket: Ticket, tmp_path: Path
) -> None:
    browser = launch(playwright, tmp_path / "profile")
    page = come_in(browser, address, ticket)
    browser.context.set_offline(True)
    answer(page, range(1, 4))
    expect(page.locator("#saved")).to_contain_text("连接中断 · 3 条等待发送")
    page.click("#hand-in")
    expect(page.locator("#notice")).to_contain_text("暂不能交卷", timeout=15_000)
    browser.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text(SAVED, timeout=20_000)
    page.reload()
    page.wait_for_selector("html[data-sitting=ready]")
    assert len(read_choices(page)) == 3
    browser.kill()


@pytest.mark.parametrize("ticket", [2], indirect=True)
def test_a_reply_lost_after_the_commit_is_sent_again_and_stored_once(
    playwright: Playwright, address: str, ticket: Ticket, tmp_path: Path
) -> None:
    browser = launch(playwright, tmp_path / "profile")
    page = come_in(browser, address, ticket)
    lost = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            route.fetch()  # the server has it; the page never hears of it
            lost.append(route.request.post_data)
            route.abort()
        else:
            route.continue_()

    expect(page.locator("#saved")).to_contain_text("已连接")
    page.route("**/sitting/answers", lose)
    answer(page, range(1, 2))
    expect(page.locator("#saved")).to_have_text(SAVED, timeout=20_000)
    assert len(lost) == 2
    page.reload()
    page.wait_for_selector("html[data-sitting=ready]")
    assert read_choices(page) == {1: "B"}
    browser.kill()


@pytest.mark.parametrize("ticket", [3], indirect=True)
def test_a_stale_tab_does_not_overwrite_what_was_chosen_later_elsewhere(
    playwright: Playwright,
    installation: tuple[Path, tuple[Ticket, ...]],
    address: str,
    ticket: Ticket,
    tmp_path: Path,
) -> None:
    first, second = (launch(playwright, tmp_path / name) for name in ("one", "two"))
    old = come_in(first, address, ticket)
    old.route("**/sitting/answers", lambda route: route.abort())
    old.keyboard.press("1")
    expect(old.locator("#saved")).to_contain_text("1 条等待发送")
    lend_hand(installation[0], "allow", ticket.ticket_number)
    new = come_in(second, address, ticket)
    new.keyboard.press("2")
    expect(new.locator("#saved")).to_have_text(SAVED)
    old.unroute_all()
    expect(old.locator("#saved")).to_have_text(SAVED, timeout=20_000)
    expect(old.locator("#notice")).to_contain_text("另一台电脑上打开")
    expect(old.locator('#q1 input[value="B"]')).to_be_checked()
    new.reload()
    new.wait_for_selector("html[data-sitting=ready]")
    assert read_choices(new) == {1: "B"}
    first.kill()
    second.kill()


@pytest.mark.parametrize("ticket", [4], indirect=True)
def test_everything_works_from_the_keyboard_and_nothing_moves(
    playwright: Playwright, address: str, ticket: Ticket, tmp_path: Path
) -> None:
    browser = launch(playwright, tmp_path / "profile")
    page = come_in(browser, address, ticket)
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; })
        .observe({type: 'layout-shift', buffered: true}); }""")
    page.keyboard.press("m")
    expect(page.locator("#mark")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.keyboard.press("b")
    assert read_choices(page) == {2: "B"}
    expect(page.locator("#saved")).to_have_text(SAVED)
    expect(page.locator("#counts")).to_have_text("已答 1 / 100")
    page.reload()
    page.wait_for_selector("html[data-sitting=ready]")
    expect(page.locator("#desk")).to_have_attribute("data-zoom", "2")
    expect(page.locator('[data-go="1"]')).to_contain_text("已标记")
    assert read_choices(page) == {2: "B"}
    assert page.evaluate("window.shift ?? 0") < 0.01
    browser.kill()
