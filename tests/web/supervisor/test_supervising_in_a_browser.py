"""A supervisor fills in the form on a tablet, the office answers, the supervisor closes; axe finds nothing."""

import pytest
from django.urls import reverse

from liangcai_web.services.supervision.reports import read_visit
from tests.web.cast import announce
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page
from tests.web.supervisor.visiting import appoint, supervise

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def test_a_form_is_ticked_signed_answered_and_closed(live_server, cast):
    batch = announce(cast)
    visit = appoint(cast, batch)
    own = live_server.url + reverse("supervision-visit", args=[visit.uuid])
    with open_page(live_server.url, width=768) as page:
        sign_in(page, live_server.url, "supervisor-1")
        page.goto(own)
        assert not page.locator("#words-staff").is_visible()
        for box in page.locator("input[value=fits]").all():
            box.check()
        page.locator("input[name=seen-staff][value=fails]").check()
        page.locator("#words-staff").fill("少一名监考人员")
        page.click("button[value=sign]")
        page.locator(".toast", has_text="已签字").wait_for()
    with open_page(live_server.url) as page:
        sign_in(page, live_server.url, "officer-1")
        page.goto(live_server.url + reverse("office-supervision", args=[batch.uuid]))
        page.fill("textarea[name=words]", "已补派")
        page.click("button:has-text('答复')")
        page.locator(".toast", has_text="已答复").wait_for()
    with open_page(live_server.url) as page:
        sign_in(page, live_server.url, "supervisor-1")
        page.goto(own)
        page.fill("textarea[name=words]", "属实")
        page.click("button[value=close]")
        page.locator(".chip", has_text="已办结").wait_for()
    assert read_visit(visit).settled


@pytest.mark.parametrize(("lang", "width"), [("zh", 360), ("en", 1024)])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(live_server, cast, lang, width):
    batch, open_one = announce(cast), announce(cast)
    signed, waiting = supervise(cast, batch), appoint(cast, open_one)
    ways = {
        "supervisor-1": [
            reverse("supervision"),
            reverse("supervision-visit", args=[waiting.uuid]),
            reverse("supervision-visit", args=[signed.uuid]),
        ],
        "officer-1": [reverse("office-supervision", args=[batch.uuid])],
        "authority-1": [reverse("authority-supervision"), reverse("authority-supervision-batch", args=[batch.uuid])],
    }
    found = []
    for name, paths in ways.items():
        with open_page(live_server.url, width=width, lang=lang) as page:
            sign_in(page, live_server.url, name)
            found += [look(page, live_server.url, path) for path in paths]
    assert [one for one in found if one[1]] == []
