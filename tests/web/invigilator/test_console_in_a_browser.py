"""The console in a real browser with thirty seats: it keeps itself true, axe finds nothing, any screen will do."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.heard import note_heard
from liangcai_web.services.sittings.journal import read_frame
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.invigilator.room import ROOM, play, prepare_room
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("LIANGCAI_PICTURES", "")


@pytest.fixture
def room(cast):
    prepared = prepare_room(cast)
    play(prepared, clock.now())
    return prepared


def address_of(room, seat=None):
    query = f"?seat={seat.uuid}" if seat else ""
    return reverse("invigilator-room", args=[room.batch.uuid, ROOM]) + query


def take(page, name):
    """A picture to look at, where a folder for it is named."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize(("lang", "width"), [("zh", 768), ("en", 1280), ("zh", 360), ("en", 768), ("zh", 1280)])
def test_axe_finds_nothing_and_nothing_is_too_wide(live_server, room, lang, width):
    record = reverse("invigilator-record", args=[room.batch.uuid, ROOM])
    with open_page(live_server.url, lang=lang, width=width) as page:
        sign_in(page, live_server.url, "watcher-1")
        page.goto(live_server.url + address_of(room, room.seats[8]))
        page.wait_for_selector("html[data-console=live]")
        take(page, f"console-{lang}-{width}")
        page.goto(live_server.url + record)
        take(page, f"record-{lang}-{width}")
        paths = (reverse("invigilator"), address_of(room), address_of(room, room.seats[8]), record)
        assert [one for one in (look(page, live_server.url, path) for path in paths) if one[1]] == []


def test_the_map_follows_what_happens_and_acts_reach_the_seat(live_server, room, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs in this thread
    absent, working = room.seats[-1], room.seats[0]
    with open_page(live_server.url, width=768) as page:
        sign_in(page, live_server.url, "watcher-1")
        page.goto(live_server.url + address_of(room))
        page.wait_for_selector("html[data-console=live]")
        tile = page.locator(f'[data-seat="{absent.uuid}"]')
        assert tile.get_attribute("data-standing") == "absent"
        note_heard(str(absent.uuid), clock.now())
        page.wait_for_selector(f'[data-seat="{absent.uuid}"][data-standing=instructions]')
        sittings.hand_in(working, clock.now())
        page.wait_for_selector(f'[data-seat="{working.uuid}"][data-standing=handed_in]')
        assert page.locator("[data-count=handed_in] b").inner_text() == "4"
        pause_and_resume(page, room.seats[1])


def pause_and_resume(page, seat):
    """What is typed survives the updates; the clock of the seat stands still, then runs again."""
    page.click(f'[data-seat="{seat.uuid}"]')
    page.click("summary:has-text('暂停本座')")
    page.fill("#p-reason", "显示器黑屏")
    page.wait_for_timeout(4000)
    assert page.input_value("#p-reason") == "显示器黑屏"
    page.click("form:has(#p-reason) button")
    page.wait_for_selector(f'[data-seat="{seat.uuid}"][data-standing=paused]')
    assert read_frame(str(seat.uuid)).paused is not None
    page.click("#panel button:has-text('继续')")
    page.wait_for_selector(f'[data-seat="{seat.uuid}"][data-standing=working]')
    assert read_frame(str(seat.uuid)).lost.total_seconds() > 0


def test_a_console_that_hears_nothing_says_so(live_server, room):
    with open_page(live_server.url, width=768) as page:
        sign_in(page, live_server.url, "watcher-1")
        page.goto(live_server.url + address_of(room))
        page.wait_for_selector("html[data-console=live]")
        page.route("**/seats/**", lambda route: route.abort())
        page.wait_for_selector("#cut:not([hidden])", timeout=20_000)
        page.unroute_all()
        page.wait_for_selector("#cut", state="hidden", timeout=20_000)
