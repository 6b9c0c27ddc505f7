"""Each rule over the words of a question fires on a bad example and stays silent on a good one."""

import random
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.items import BODIES, make_item
from tests.data.paper import CODE, EDITION, build_item_pack

from liangcai.items.lint import lint_items
from liangcai.items.linting.copies import find_copies
from liangcai.items.linting.pack import read_pack
from liangcai.items.model import build_bank

PACK = build_item_pack()


def lint(*items):
    return {
        finding.rule.removeprefix("items.") for finding in lint_items(build_bank(CODE, EDITION, "初级", items), PACK)
    }


RULES = [
    (
        "negative-stem",
        {"stem": "关于接地，下列说法不正确的是（　）。"},
        {"stem": "关于接地，下列说法【不】正确的是（　）。"},
    ),
    ("negative-stem", {"stem": "不属于危险源的是（　）。"}, {"stem": "设备不能启动时，应先检查（　）。"}),
    (
        "cue",
        {"stem": "保护接地线的截面应按（　）。", "options": ("功率", "保护接地线表", "颜色", "长度")},
        {"stem": "保护接地线的截面应按（　）。", "options": ("功率", "保护接地线表", "接地线颜色", "长度")},
    ),
    ("person", {"stem": "王师傅发现电机过热，应（　）。"}, {"stem": "一名老师傅发现电机过热，应（　）。"}),
    ("person", {"stem": "下午，小李在机房发现漏水，应（　）。"}, {"stem": "大小高低不同的机柜，应（　）。"}),
    ("private", {"stem": "拨打 13800138000 后应（　）。"}, {"stem": "编号 20261121 的设备应（　）。"}),
    (
        "private",
        {"stem": f"证件号 {'1' * 6}199001011234 属于（　）。"},
        {"stem": "证件号 000000199001011234 属于（　）。"},
    ),
    ("banned-word", {"stem": "遇到残废的居民，应（　）。"}, {"stem": "遇到行动不便的居民，应（　）。"}),
    ("catch-all", {"options": ("一", "二", "三", "以上都对")}, {"options": ("一", "二", "三", "四")}),
    (
        "same-options",
        {"options": ("10 kW", "10kW", "12 kW", "8 kW")},
        {"options": ("10 kW", "1.0 kW", "12 kW", "8 kW")},
    ),
]


@pytest.mark.parametrize(("rule", "bad", "good"), RULES)
def test_a_rule_names_the_bad_example_and_not_the_good_one(rule, bad, good):
    assert lint(make_item("single", **bad)) == {rule}
    assert lint(make_item("single", **good)) == set()


def test_the_questions_of_a_case_are_looked_at_too():
    part = msgspec.structs.replace(BODIES["case"]["parts"][0], options=("一", "一", "三"))
    assert lint(make_item("case", parts=(part, BODIES["case"]["parts"][1]))) == {"same-options"}


def likeness(one, other):
    left, right = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one.stem, other.stem))
    return len(left & right) / len(left | right)


@settings(deadline=None, max_examples=examples(60))
@given(
    st.lists(st.text(alphabet="甲乙丙丁戊", min_size=14, max_size=30), max_size=12), st.sampled_from((0.3, 0.6, 0.9))
)
def test_the_search_for_copies_finds_exactly_what_comparing_every_pair_finds(stems, least):
    items = tuple(make_item("truefalse", number, stem=stem) for number, stem in enumerate(stems))
    long = [item for item in items if len({item.stem[at : at + 2] for at in range(len(item.stem) - 1)}) >= 8]
    found = {(one.id, other.id) for one, other, _ in find_copies(tuple(long), least)}
    assert found == {(one.id, other.id) for one, other in combinations(long, 2) if likeness(one, other) > least}


def test_short_stems_are_copies_only_with_their_options():
    one = make_item("single", 1, stem="正确的是（　）。", options=("接地可靠", "接零可靠", "两者都可", "视电网定"))
    other = make_item("single", 2, stem="正确的是（　）。", options=("先断负荷", "先合隔离", "同时操作", "任意顺序"))
    assert lint(one, other) == set()
    assert lint(one, msgspec.structs.replace(one, id="K1.1.1-03")) == {"near-copy"}


def test_copies_among_thousands_of_questions_are_found_without_comparing_every_pair():
    rng = random.Random(5)  # noqa: S311
    letters = [chr(0x4E00 + number) for number in range(800)]
    items = [make_item("truefalse", number, stem="".join(rng.choices(letters, k=40))) for number in range(3_000)]
    planted = msgspec.structs.replace(items[7], id="copy", stem=items[7].stem[:-2] + "完毕")
    assert [(one.id, other.id) for one, other, _ in find_copies((*items, planted), 0.6)] == [(items[7].id, "copy")]


def test_a_pack_with_a_pattern_that_cannot_be_read_is_refused():
    result = read_pack("[items]\nid = 3\n")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["items.pack"]
