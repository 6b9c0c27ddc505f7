"""The staff pages in a real browser: nothing for axe to find, nothing wider than a phone, a draft that is kept."""

import pytest
from django.urls import reverse

from liangcai_web.records.drafts import Draft
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.teams import panel_members
from tests.data.axe import find_faults
from tests.data.effort import share
from tests.web.cast import PASSWORD, admit, announce, keep_member, keep_place, prepare_waiting, travel
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
STAGES = (
    "office-batch",
    "office-applications",
    "office-application",
    "office-papers",
    "office-access",
    "office-seal",
    "office-rooms",
    "office-replan",
    "office-needs",
    "office-documents",
    "office-sitting",
    "office-late",
    "office-marking",
    "office-decisions",
    "office-statistics",
    "office-certificates",
    "office-facts",
)
# What comes after the marks; a batch that is over has something in each.
AFTERWARDS = (
    "office-versions",
    "office-misconduct",
    "office-posting",
    "office-texts",
    "office-review",
    "office-reports",
    "office-outcomes",
    "posting",
)
WITHOUT_BATCH = (
    "office-health",
    "office-keys",
    "office-certificate-style",
    "office-privacy",
    "office-privacy-log",
    "office-leftovers",
    "office-new",
    "office-key",
    "office-accounts",
    "password",
)
SHELF = ["2-02-10-13-2021", "初级"]


def sign_in(page, address, name):
    page.goto(f"{address}/sign-in")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("form.form button")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def look(page, address, path):
    """What is wrong with a page, with everything opened that can be."""
    page.goto(address + path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return (path, [*find_faults(page), *([f"{wide} px too wide"] if wide > 0 else [])])


RECORD = ("office-record", "office-record-export", "office-record-erase")


@pytest.mark.parametrize(("turn", "lang", "width"), [(0, "zh", 360), (1, "en", 1024)])
def test_axe_finds_nothing_on_the_pages_of_the_staff(live_server, cast, turn, lang, width):
    done, waiting, new = travel(cast, 6), prepare_waiting(cast, 3), announce(cast)
    admit(cast, new, 2)
    member = panel_members(load_plan(waiting))[1][0]
    member.set_password(PASSWORD)
    member.save()
    open_sheet = waiting.candidates.filter(panel=1)[0]
    place, person = keep_place(cast), keep_member(cast)
    pages = {
        "officer-1": [
            reverse("office"),
            *(reverse(name) for name in ("office-places", "office-room-new", "office-staff", "office-person-new")),
            reverse("office-room", args=[place]),
            reverse("office-person", args=[person]),
            reverse("office-register", args=["staff"]),
            reverse("office-need", args=[new.uuid, list_admitted(new)[0].uuid]),
            *(reverse(name) for name in WITHOUT_BATCH),
            reverse("office-plan", args=[2027]),
            reverse("office-archive", args=[done.batch.uuid]),
            reverse("announcement", args=[new.uuid]),
            *(reverse(name, args=[done.batch.candidates.first().person.uuid]) for name in RECORD),
            reverse("office-account", args=[member.pk]),
            reverse("office-announce", args=[new.standard.sha256]),
            reverse("office-count-late", args=[done.batch.uuid, done.batch.candidates.first().uuid]),
            reverse("office-certificate", args=[done.batch.uuid, done.certificates[0].number]),
            *(reverse(name, args=[done.batch.uuid]) for name in (*STAGES, *AFTERWARDS)),
            *(reverse(name, args=[waiting.uuid]) for name in STAGES[::2]),
            *(reverse(name, args=[new.uuid]) for name in STAGES[1::2]),
        ],
        member.get_username(): [
            reverse("assess"),
            reverse("assess-sheet", args=[open_sheet.uuid]),
        ],
        "author-1": [
            reverse("bank"),
            reverse("bank-items", args=SHELF),
            reverse("bank-items", args=SHELF) + "?q=nothing-has-these-words",
            reverse("bank-coverage", args=SHELF),
            reverse("bank-points", args=[*SHELF, "K1.1.1"]),
            reverse("bank-new", args=SHELF),
            reverse("bank-item", args=[*SHELF, "K1.1.1-01"]),
            reverse("bank-imports", args=SHELF),
        ],
        "authority-1": [
            reverse("authority"),
            reverse("authority-certificates"),
            reverse("authority-facts") + "?check=1",
        ],
    }
    seen = []
    for name, paths in pages.items():
        with open_page(live_server.url, lang=lang, width=width) as page:
            sign_in(page, live_server.url, name)
            seen += [look(page, live_server.url, path) for path in share(paths, turn)]
    assert [one for one in seen if one[1]] == []


def test_the_sheet_adds_up_and_keeps_a_draft_by_itself(live_server, cast):
    waiting = prepare_waiting(cast, 3)
    member = panel_members(load_plan(waiting))[1][0]
    member.set_password(PASSWORD)
    member.save()
    candidate = waiting.candidates.filter(panel=1)[0]
    with open_page(live_server.url) as page:
        sign_in(page, live_server.url, member.get_username())
        page.goto(live_server.url + reverse("assess-sheet", args=[candidate.uuid]))
        inputs = page.locator("input[type=number]")
        inputs.nth(0).fill("1.5")
        inputs.nth(1).fill("2")
        assert page.locator("#total").text_content() == "3.5"
        page.locator("#kept", has_text="草稿已保存").wait_for()
        page.reload()
        assert page.locator("input[type=number]").nth(0).input_value() == "1.5"
    assert Draft.objects.count() == 1
