"""From an applicant to admitted in a real browser: the form with and without a script, two reviewers, the notice."""

import pytest
from django.urls import reverse

from liangcai_web.records.applications import Application
from liangcai_web.services.admission.office import list_admitted
from tests.web.applicant.applying import fitting, number_of
from tests.web.cast import announce
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def begin(page, address, batch):
    """An application that was begun; its number and code as a person writes them down."""
    page.goto(address + reverse("apply-batch", args=[batch.uuid]))
    page.click("main form button.first")
    page.locator("dd.big").first.wait_for()
    number, code = page.locator("dd.big").all_inner_texts()
    page.click("text=已抄下，去填写")
    return number, code


def test_somebody_applies_and_two_reviewers_admit(live_server, cast):
    batch = announce(cast)
    typed = fitting(batch)
    with open_page(live_server.url) as page:
        number, code = begin(page, live_server.url, batch)
        page.fill("[name=name]", "考生甲")
        page.fill("[name=id_number]", number_of())
        for field, value in typed.items():
            page.fill(f"[name={field}]", value)
        page.locator("#verdict", has_text="符合申报条件").wait_for()
        page.locator("#verdict", has_text="草稿已保存").wait_for()
        page.reload()
        assert page.input_value("[name=name]") == "考生甲", "what was typed is kept without a button"
        page.click("button[value=submit]")
        page.locator("h2", has_text="待审核").wait_for()
    for name in ("screener-1", "screener-2"):
        with open_page(live_server.url) as desk:
            sign_in(desk, live_server.url, name)
            desk.goto(live_server.url + reverse("screen-one", args=[number]))
            desk.click("button[value=admit]")
            desk.locator(".toast", has_text="已签署").wait_for()
    with open_page(live_server.url) as page:
        page.goto(live_server.url + reverse("apply-resume"))
        page.fill("[name=number]", number)
        page.fill("[name=code]", code)
        page.click("main form button.first")
        page.locator("section.verdict.ok h2", has_text="符合").wait_for()
        assert page.locator("text=通知书（PDF）").count() == 1
    assert len(list_admitted(batch)) == 1


@pytest.mark.parametrize(("lang", "width"), [("zh", 360), ("en", 1024)])
def test_axe_finds_nothing_on_the_pages_of_applicants_and_reviewers(live_server, cast, lang, width):
    batch = announce(cast)
    with open_page(live_server.url, lang=lang, width=width) as page:
        paths = [reverse("apply"), reverse("apply-batch", args=[batch.uuid]), reverse("apply-resume")]
        seen = [look(page, live_server.url, path) for path in paths]
        page.goto(live_server.url + reverse("apply-batch", args=[batch.uuid]))
        page.click("main form button.first")
        seen.append(look(page, live_server.url, reverse("apply-form")))
        page.fill("[name=name]", "Applicant")
        page.fill("[name=id_number]", number_of())
        page.fill("[name=work1_occupation]", "灯塔看守员")
        page.fill("[name=work1_start]", "2020-01-01")
        page.click("button[value=submit]")
        page.wait_for_url(lambda url: url.endswith("/apply/status"))
        seen.append(look(page, live_server.url, reverse("apply-status")))
    row = Application.objects.get(state="submitted")
    with open_page(live_server.url, lang=lang, width=width) as page:
        sign_in(page, live_server.url, "screener-1")
        paths = [
            reverse("screen"),
            reverse("screen-batch", args=[batch.uuid]),
            reverse("screen-one", args=[row.number]),
        ]
        seen += [look(page, live_server.url, path) for path in paths]
    with open_page(live_server.url, lang=lang, width=width) as page:
        sign_in(page, live_server.url, "officer-1")
        seen.append(look(page, live_server.url, reverse("office-lists", args=[batch.uuid])))
    assert [one for one in seen if one[1]] == []
