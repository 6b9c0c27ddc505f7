"""An author writes a question in a real browser and sees it as candidates will, while typing."""

import re

import msgspec
import pytest
from playwright.sync_api import expect

from liangcai.items.model import Item
from liangcai_web.records.bank import BankItem
from tests.data.exchange import change_row, make_sheet
from tests.data.pictures import PLAN
from tests.web.bank.shelf import address
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
# What the page says while the browser waits can be asked for only afterwards.
WATCH = """() => new MutationObserver(([change]) => sessionStorage.setItem("said", change.target.textContent))
  .observe(document.querySelector(".busy"), { childList: true })"""


def test_a_question_is_drawn_while_it_is_typed_then_saved_and_found(live_server, cast):
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + address("bank-new"))
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
        page.goto(live_server.url + address("bank-coverage"))
        assert page.locator("svg .enough").count() > 3
    assert BankItem.objects.get(item_id="K1.1.1-91").state == "draft"


def test_the_page_says_what_it_is_doing_while_a_file_is_read(live_server, cast, tmp_path):
    path = tmp_path / "many.xlsx"
    path.write_bytes(make_sheet(*(change_row(GUID=f"Q{number}") for number in range(3000))))
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + address("bank-imports"))
        page.set_input_files("input[type=file]", path)
        assert page.locator(".busy").inner_text() == ""
        page.evaluate(WATCH)
        page.click("form[data-busy] button")
        page.wait_for_url("**/files/*")
        said = page.evaluate("sessionStorage.getItem('said')")
        assert re.match(r"正在上传并逐行核对 \(0\.\d MB\)… 已用 \d+ 秒", said)
        assert page.locator(".counts dd").first.inner_text() == "3000"


def type_question(page, **changes):
    """Fill the editor."""
    typed = {"id": "K1.1.1-92", "options": "一\n二\n三", "key": "B", "rationale": "见图。", "stem": "如图（　）。"}
    for name, value in (typed | changes).items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_requirement", "-|K1.1.1")


def choose(page, name, data, words):
    """Add a picture in the editor."""
    page.set_input_files("[name=new-file]", {"name": name, "mimeType": "image/png", "buffer": data})
    page.fill("[name=new-words]", words)
    page.click("#pictures button[value=add]")


def test_a_picture_is_added_while_the_question_is_typed_and_shown_in_the_preview(live_server, cast):
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + address("bank-new"))
        type_question(page)
        choose(page, "page.png", b"<svg onload='alert(1)'/>", "一张接线图")
        page.wait_for_selector("#pictures .wrong")
        assert "不是 PNG 或 JPEG" in page.locator("#pictures .wrong").inner_text()
        assert page.input_value("[name=new-words]") == "一张接线图"
        assert page.input_value("#id_stem") == "如图（　）。"
        page.evaluate("document.getElementById('id_stem').setSelectionRange(2, 2)")
        choose(page, "plan.png", PLAN, "一张接线图")
        page.wait_for_selector("#preview img.figure")
        assert page.input_value("#id_stem") == "如图![](plan.png)（　）。"
        page.wait_for_function("document.querySelector('#preview img.figure').naturalWidth > 0")
        page.locator("#id_key").press("Enter")
        page.wait_for_url("**/items/K1.1.1-92")
        page.wait_for_function("document.querySelector('#preview img.figure').naturalWidth > 0")
        assert look(page, live_server.url, address("bank-item", "K1.1.1-92"))[1] == []
        page.click("#pictures button[value='drop-plan.png']")
        page.wait_for_selector("#pictures .shot", state="detached")
    item = msgspec.json.decode(BankItem.objects.get(item_id="K1.1.1-92").content)
    assert [media["alt"] for media in item["media"]] == ["一张接线图"]


def test_a_case_is_written_part_below_part_and_drawn_while_it_is_typed(live_server, cast):
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + address("bank-new"))
        assert page.locator("#case").is_hidden()
        page.select_option("#id_type", "case")
        assert page.locator("fieldset.part-form").count() == 2
        assert page.locator("#id_options").is_hidden()
        page.fill("#id_id", "K1.1.1-94")
        page.select_option("#id_requirement", "-|K1.1.1")
        page.fill("#id_stem", "某车间新装一台交换机，上电后指示灯不亮。")
        page.fill("#id_rationale", "先查电源。")
        for number, kind in enumerate(("truefalse", "short")):
            page.select_option(f"#id_part-{number}-type", kind)
            page.fill(f"#id_part-{number}-stem", f"第 {number + 1} 问（　）。")
            page.fill(f"#id_part-{number}-rationale", "见材料。")
        assert page.locator("#id_part-0-options").is_hidden()
        page.fill("#id_part-0-key", "T")
        page.fill("#id_part-1-answer", "先断电，再验电。")
        page.fill("#id_part-1-rubric", "0.5 断电\n0.5 验电")
        page.click("#add-part")
        expect(page.locator("fieldset.part-form")).to_have_count(3)
        assert page.evaluate("document.activeElement.id") == "id_part-2-type"
        page.fill("#id_part-2-stem", "还没有写完")
        page.wait_for_selector("#preview .faults")
        assert page.locator("#preview .part").count() == 2
        page.check("#id_part-2-gone")
        page.wait_for_selector("#preview .faults", state="detached")
        page.press("#id_id", "Enter")
        page.wait_for_url("**/items/K1.1.1-94")
        assert page.locator("fieldset.part-form").count() == 2
        assert page.locator("#id_part-1-rubric").input_value() == "0.5 断电\n0.5 验电"
        assert look(page, live_server.url, address("bank-item", "K1.1.1-94"))[1] == []
    assert [part.type for part in msgspec.json.decode(BankItem.objects.get().content, type=Item).parts] == [
        "truefalse",
        "short",
    ]


def test_a_part_of_a_case_shows_its_picture(live_server, cast):
    with open_page(live_server.url, width=1200) as page:
        sign_in(page, live_server.url, "author-1")
        page.goto(live_server.url + address("bank-new"))
        page.select_option("#id_type", "case")
        for name, value in (("id", "K1.1.1-95"), ("stem", "材料。"), ("rationale", "见图。")):
            page.fill(f"#id_{name}", value)
        page.select_option("#id_requirement", "-|K1.1.1")
        for number in range(2):
            page.select_option(f"#id_part-{number}-type", "truefalse")
            page.fill(f"#id_part-{number}-stem", f"第 {number + 1} 问。")
            page.fill(f"#id_part-{number}-rationale", "见材料。")
            page.fill(f"#id_part-{number}-key", "T")
        page.focus("#id_part-1-stem")
        choose(page, "plan.png", PLAN, "一张接线图")
        page.wait_for_selector("#preview .part img.figure")
        assert page.input_value("#id_part-1-stem") == "第 2 问。![](plan.png)"
        page.wait_for_function("document.querySelector('#preview .part img.figure').naturalWidth > 0")
        page.press("#id_id", "Enter")
        page.wait_for_url("**/items/K1.1.1-95")
        assert page.locator("#pictures .shot").count() == 1
    item = msgspec.json.decode(BankItem.objects.get(item_id="K1.1.1-95").content, type=Item)
    assert [len(one.media) for one in (item, *item.parts)] == [0, 0, 1]
