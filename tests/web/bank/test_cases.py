"""Cases are written part by part: seen while typed, saved whole, opened again as they were; nothing typed is lost."""

import msgspec
import pytest

from liangcai.items.model import Item
from liangcai_host import clock
from liangcai_web.bank.part_form import number_parts
from liangcai_web.services.bank.items import find_entry, save_item
from tests.data.items import make_item
from tests.web.bank.shelf import address

NUMBER = "K1.1.1-93"
TYPED = {
    "id": NUMBER,
    "requirement": "-|K1.1.1",
    "type": "case",
    "stem": "某车间新装一台交换机，上电后指示灯不亮。",
    "rationale": "先查电源，再查端口。",
    "difficulty": "0.5",
    "importance": "X",
    "parts": "3",
    "part-0-type": "single",
    "part-0-stem": "首先应检查（　）。",
    "part-0-options": "电源\n网线\n软件",
    "part-0-key": "a",
    "part-0-rationale": "不亮多为无电。",
    "part-0-difficulty": "0.7",
    "part-1-type": "fill",
    "part-1-requirement": "-|K1.1.2",
    "part-1-stem": "额定电压为（　）V。",
    "part-1-blanks": "= 220 ± 5 V",
    "part-1-rationale": "见铭牌。",
    "part-1-difficulty": "0.6",
    "part-2-type": "single",
    "part-2-difficulty": "0.65",
}


def write(client, name="bank-new", *more, **changes):
    return client.post(address(name, *more), {**TYPED, **{key.replace("__", "-"): v for key, v in changes.items()}})


def saved(shelf) -> Item:
    return find_entry(shelf, NUMBER).item


def shown(client, name="bank-item"):
    """What the form of the saved case sends when nothing is changed."""
    form = client.get(address(name, NUMBER)).context["form"]
    fields = {field.html_name: field.value() for field in form}
    for part in form.parts.forms:
        fields |= {field.html_name: field.value() for field in part}
    return {**{name: value for name, value in fields.items() if value is not None}, "parts": len(form.parts.forms)}


def test_a_case_is_saved_with_its_parts_and_a_part_that_says_nothing_is_none(client, shelf):
    assert write(client).status_code == 302
    case = saved(shelf)
    assert [(part.id, part.type, part.requirement, part.key) for part in case.parts] == [
        ("1", "single", "K1.1.1", "A"),
        ("2", "fill", "K1.1.2", ""),
    ]
    assert case.parts[1].blanks[0].unit == "V"


def test_opened_and_sent_as_it_stands_it_is_the_same_version(client, shelf):
    write(client)
    before = find_entry(shelf, NUMBER).record.sha256
    assert client.post(address("bank-item", NUMBER), shown(client)).status_code == 302
    assert find_entry(shelf, NUMBER).record.sha256 == before


def test_what_the_form_does_not_show_of_a_part_stays(cast, client, shelf):
    hidden = {"importance": "Z", "source": "教材", "note": "看图", "also": ("K1.1.2",), "seconds": 45}
    case = make_item("case", id=NUMBER)
    parts = tuple(msgspec.structs.replace(part, **hidden) for part in case.parts)
    save_item(shelf, msgspec.structs.replace(case, parts=parts), now=clock.now(), actor=cast.authors[0])
    client.post(address("bank-item", NUMBER), {**shown(client), "part-0-key": "B"})
    first, second = saved(shelf).parts
    assert (first.key, first.source, first.also, first.seconds) == ("B", "教材", ("K1.1.2",), 45)
    assert second == parts[1]


def test_a_part_that_is_marked_goes_and_the_others_keep_their_numbers(client, shelf):
    write(
        client,
        **{"part-2-stem": "三（　）。", "part-2-key": "T", "part-2-type": "truefalse", "part-2-rationale": "是。"},
    )
    assert len(saved(shelf).parts) == 3
    client.post(address("bank-item", NUMBER), {**shown(client), "part-0-gone": "on"})
    assert [part.id for part in saved(shelf).parts] == ["2", "3"]
    more = {**shown(client), "parts": "3", **{f"part-2-{name}": TYPED[f"part-0-{name}"] for name in ("type", "stem")}}
    more |= {f"part-2-{name}": TYPED[f"part-0-{name}"] for name in ("options", "key", "rationale", "difficulty")}
    client.post(address("bank-item", NUMBER), more)
    assert [part.id for part in saved(shelf).parts] == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"part-0-key": "E"}, "答案应为"),
        ({"part-1-stem": ""}, "请填写"),
        ({"part-1-blanks": "= x ± y"}, "格式不对"),
        ({"part-1-gone": "on"}, "2 至 10 个小题"),
        ({"part-0-type": "case"}, "wrong"),
        ({"part-0-requirement": "-|K9.9.9"}, "K9.9.9"),
        ({"rationale": ""}, "请填写"),
        ({"type": "essay", "answer": "见上", "rubric": "1 对"}, "不用 parts"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(client, shelf, changes, words):
    page = write(client, **changes)
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    for name, value in TYPED.items():
        if name not in changes and name.endswith(("stem", "options", "blanks", "rationale")):
            assert value.splitlines()[0] in text, name
    assert find_entry(shelf, NUMBER) is None


def test_one_more_part_without_scripts_keeps_everything_and_finds_no_fault(client, shelf):
    page = write(client, act="part", rationale="")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="parts" value="4"' in text
    assert 'name="part-3-stem"' in text
    assert "首先应检查" in text
    assert 'class="wrong"' not in text
    assert find_entry(shelf, NUMBER) is None


def test_the_preview_shows_each_part_with_its_key_and_says_which_part_is_unfinished(client, shelf):
    whole = client.post(address("bank-preview"), TYPED).content.decode()
    assert whole.count('class="part"') == 2
    assert "= 220 ± 5 V" in whole
    assert 'class="right"' in whole
    assert "检查没有发现问题" in whole
    started = {**TYPED, "part-2-stem": "第三题<b>（　）。"}
    text = client.post(address("bank-preview"), started).content.decode()
    assert text.count('class="part"') == 2
    assert "3. 解析" in text
    assert "<b>" not in text


@pytest.mark.parametrize("count", ["", "-1", "x", "²", "99999999999", "0"])
def test_a_count_of_parts_that_nobody_can_have_is_harmless(client, shelf, count):
    assert write(client, parts=count).status_code in (302, 422)


def test_numbers_are_given_once():
    assert number_parts(["", "1", "", "1", "x"]) == ["2", "1", "3", "4", "x"]
