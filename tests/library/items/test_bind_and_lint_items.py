"""Questions bind to requirements that exist; what is left over, uncovered or weak is reported."""

import msgspec
from tests.data.paper import (
    CODE,
    EDITION,
    SMALL,
    Area,
    build_blueprint,
    build_item,
    build_item_pack,
    build_standard,
    stock_bank,
)

from liangcai.items.bind import bind_bank
from liangcai.items.lint import lint_items
from liangcai.items.model import build_bank


def bank_of(*items, level="初级"):
    return build_bank(CODE, EDITION, level, tuple(items))


def lint(bank):
    return lint_items(bank, build_item_pack())


def rules(findings):
    return {finding.rule for finding in findings}


def test_a_bank_that_covers_everything_binds_without_a_word():
    blueprint = build_blueprint()
    bank = stock_bank(blueprint, spare=6)
    extra = build_item("B2.1.1", "single", 90)
    fixed = [item for item in bank.items if not item.requirement.startswith(("B2.1.1.", "B2.2.1."))]
    result = bind_bank(bank_of(*fixed, extra, build_item("B2.2.1.1.3", "single", 91)), build_standard())
    assert result.findings == ()
    assert len(result.value.items) == len(fixed) + 2


def test_a_question_on_a_requirement_that_does_not_exist_is_left_out():
    result = bind_bank(bank_of(build_item("K1.1.9", "single", 1), build_item("K1.1.1", "single", 2)), build_standard())
    assert [item.requirement for item in result.value.items] == ["K1.1.1"]
    assert "items.no-requirement" in rules(result.findings)


def test_a_skill_or_another_level_is_no_knowledge_requirement():
    result = bind_bank(bank_of(build_item("K1.3.1", "single", 1), level="特级"), build_standard())
    assert {"items.no-requirement", "items.other-standard"} <= rules(result.findings)


def test_each_uncovered_requirement_and_basic_group_is_named():
    result = bind_bank(
        bank_of(build_item("K1.1.1", "single", 1), build_item("B2.1.2.3", "single", 2)), build_standard()
    )
    named = {finding.message.en.split()[1] for finding in result.findings}
    assert {"K1.1.2", "B2.1.1", "B2.2.1"} <= named
    assert not {"K1.1.1", "B2.1.2"} & named


def test_an_adopted_document_binds_where_function_and_task_names_agree():
    adopted = build_standard((SMALL[0], Area("丁功能", 25, 40, SMALL[1].tasks)))
    bank = bank_of(build_item("K1.1.1", "single", 1), build_item("K2.1.1", "single", 2))
    result = bind_bank(bank, adopted, origin=build_standard())
    assert [item.requirement for item in result.value.items] == ["K1.1.1"]
    assert "items.other-name" in rules(result.findings)


def test_a_plain_bank_has_nothing_to_lint():
    items = [build_item(f"K1.1.{n}", "single", n) for n in range(1, 4)]
    stems = ["设备为什么要接地", "怎样选用传感器", "哪种电缆更抗干扰"]
    assert lint(bank_of(*(msgspec.structs.replace(i, stem=s) for i, s in zip(items, stems, strict=True)))) == ()


def test_options_that_are_the_same_or_catch_all_are_warned_of():
    item = build_item("K1.1.1", "single", 1)
    same = msgspec.structs.replace(item, id="a", options=("一", "二 ", "二", "三"))
    catch = msgspec.structs.replace(item, id="b", stem="别的问题", options=("一", "二", "三", "以上都对"))
    none = msgspec.structs.replace(item, id="c", stem="又一个", key="")
    assert rules(lint(bank_of(same))) == {"items.same-options"}
    assert rules(lint(bank_of(catch))) == {"items.catch-all"}
    assert rules(lint(bank_of(none))) == {"items.no-key"}


def test_numbers_that_differ_by_a_point_are_different_options():
    item = msgspec.structs.replace(
        build_item("K1.1.1", "single", 1), options=("4.32 min", "432 min", "14.4 min", "3 min")
    )
    assert lint(bank_of(item)) == ()


def test_an_option_about_everything_being_uniform_is_no_catch_all():
    item = msgspec.structs.replace(
        build_item("K1.1.1", "single", 1), options=("均匀分布", "都装在柜内", "全部断开", "以上电时间为准")
    )
    assert lint(bank_of(item)) == ()


def own_words(n):
    """Twelve characters that no other number has."""
    return "".join(chr(0x4E00 + 12 * n + place) for place in range(12))


def numbered(count, **changes):
    return [
        msgspec.structs.replace(build_item("K1.1.1", "single", n), stem=own_words(n), **changes) for n in range(count)
    ]


def test_keys_that_sit_in_one_place_are_warned_of():
    assert rules(lint(bank_of(*numbered(24)))) == set()
    assert rules(lint(bank_of(*numbered(24, key="B")))) == {"items.key-position"}


def test_right_options_that_are_longest_are_warned_of():
    long = [
        msgspec.structs.replace(item, options=tuple(o + "很长" * (o[-1] == item.key) for o in item.options))
        for item in numbered(24)
    ]
    assert rules(lint(bank_of(*long))) == {"items.longest-is-right"}


def test_true_false_keys_that_are_mostly_true_are_warned_of():
    items = [
        msgspec.structs.replace(build_item("K1.1.1", "truefalse", n), key="T", stem=own_words(n)) for n in range(24)
    ]
    assert rules(lint(bank_of(*items))) == {"items.true-share"}


def test_stems_that_are_nearly_the_same_are_paired():
    one = msgspec.structs.replace(build_item("K1.1.1", "single", 1), stem="调试网关时首先应检查的是（　）。")
    two = msgspec.structs.replace(build_item("K1.1.1", "single", 2), stem="调试网关时，首先要检查的是（　）。")
    (finding,) = lint(bank_of(one, two))
    assert finding.rule == "items.near-copy"
    assert one.id in finding.message.en
    assert two.id in finding.message.en
