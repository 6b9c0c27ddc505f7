"""A school on a tablet: attendance is taken with a finger, and axe finds nothing on any page, in both languages."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from liangcai_host import clock
from liangcai_web.services.training.ledgers import list_ledgers
from liangcai_web.services.training.proofs import issue_proofs
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page
from tests.web.trainer.school import attend

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def test_attendance_is_taken_with_a_finger(live_server, school):
    with open_page(live_server.url, width=768) as page:
        sign_in(page, live_server.url, "trainer-1")
        page.goto(live_server.url + reverse("training-attendance", args=[school.training.uuid]))
        page.locator("a.lesson").first.click()
        rows = page.locator("ul.roll li")
        expect(rows).to_have_count(2)
        assert rows.first.locator("label.there").bounding_box()["height"] >= 44
        rows.nth(1).locator("label.there").click()
        rows.nth(0).locator("input[type=number]").fill("3")
        page.click("text=记考勤")
        page.locator(".toast", has_text="1/2 人到课").wait_for()
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [3, 0]


@pytest.mark.parametrize(("lang", "width"), [("zh", 360), ("en", 1024)])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(live_server, school, lang, width):
    attend(school.training, school.first, numbers={1})
    people = {"actor": school.first, "approver": school.second}
    proof = issue_proofs(school.training, (1,), now=clock.now(), **people).value[0]
    one = [school.training.uuid]
    paths = [
        reverse("training"),
        reverse("training-new"),
        reverse("training-open", args=[school.training.standard.sha256]),
    ]
    names = ("class", "places", "people", "timetable", "attendance", "hours")
    paths += [reverse(f"training-{name}", args=one) for name in names]
    paths += [reverse("training-session", args=[*one, 1]), reverse("training-ledger", args=[*one, 2])]
    paths.append(reverse("training-proof", args=[*one, proof.number]))
    with open_page(live_server.url, width=width, lang=lang) as page:
        sign_in(page, live_server.url, "trainer-1")
        found = [look(page, live_server.url, path) for path in paths]
    assert [one for one in found if one[1]] == []
