"""An author writes a question in a real browser and sees it as candidates will, while typing."""

import pytest
from django.urls import reverse

from liangcai_web.records.bank import BankItem
from tests.web.centre.test_in_a_browser import sign_in
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
SHELF = ["2-02-10-13-2021", "初级"]


def test_a_question_is_drawn_while_it_is_typed_then_saved_and_found(live_server, cast):
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + reverse("bank-new", args=SHELF))
        assert page.locator("#id_blanks").is_hidden()
        page.fill("#id_id", "K1.1.1-91")
        page.select_option("#id_requirement", "-|K1.1.1")
        page.fill("#id_options", "升高\n不变\n降低\n先升后降")
        page.fill("#id_key", "B")
        page.fill("#id_rationale", "按定义。")
        page.fill("#id_stem", "由 $R=\\frac{U}{I}$ 可知，电阻随电压（　）。")
        page.wait_for_selector("#preview mfrac")
        assert page.locator("#preview .options li").count() == 4
        assert page.locator("#preview .right").inner_text().startswith("不变")
        page.select_option("#id_type", "fill")
        assert page.locator("#id_blanks").is_visible()
        page.select_option("#id_type", "single")
        page.click("form#item button.first")
        page.wait_for_url("**/items/K1.1.1-91")
        assert "存为草稿" in page.locator(".toasts").inner_text()
        page.goto(live_server.url + reverse("bank-coverage", args=SHELF))
        assert page.locator("svg .enough").count() > 3
    assert BankItem.objects.get(item_id="K1.1.1-91").state == "draft"
