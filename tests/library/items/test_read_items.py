"""A bank file is read whole, or with a finding per question that is unsound, never with a traceback."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import build_item

from liangcai.items.model import build_bank, hash_item, is_under, item_identity
from liangcai.items.read import merge_banks, read_items

HEADER = 'occupation = "9-99-99-99"\nedition = "2020"\nlevel = "初级"\n'
ITEM = """
[[item]]
id = "K1.1.1-01"
requirement = "K1.1.1"
type = "single"
stem = "下列哪一个是偶数（　）。"
options = ["一", "二", "三", "五"]
key = "B"
difficulty = 0.7
rationale = "二能被二整除。"
note = "考查偶数。"
"""


def rules(result):
    return [finding.rule for finding in result.findings]


def test_a_sound_file_gives_its_questions():
    result = read_items(HEADER + ITEM, "a.toml")
    assert result.findings == ()
    assert result.value is not None
    (item,) = result.value.items
    assert (item.id, item.key, item.choices, item.table) == ("K1.1.1-01", "B", "ABCD", "-")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('key = "B"', 'key = "E"'),
        ('key = "B"', 'key = ""'),
        ('key = "B"', 'key = "AB"'),
        ('key = "B"\n', ""),
        ('key = "B"', "key = 2"),
        ('type = "single"', 'type = "essay"'),
        ('type = "single"', 'type = "multiple"'),
        ('type = "single"', 'type = "truefalse"'),
        ("difficulty = 0.7", "difficulty = 1.7"),
        ("difficulty = 0.7", "difficulty = nan"),
        ('requirement = "K1.1.1"', 'requirement = "X1"'),
        ('note = "考查偶数。"', 'remark = "x"'),
        ('options = ["一", "二", "三", "五"]', 'options = ["一", "二"]'),
        ('stem = "下列哪一个是偶数（　）。"', 'stem = " "'),
    ],
)
def test_an_unsound_question_is_left_out_with_its_line_and_the_others_stay(before, after):
    other = ITEM.replace("-01", "-02")
    result = read_items(HEADER + ITEM.replace(before, after) + other, "a.toml")
    assert rules(result) == ["items.shape"]
    assert (result.findings[0].document, result.findings[0].line) == ("a.toml", 5)
    assert result.value is not None
    assert [item.id for item in result.value.items] == ["K1.1.1-02"]


def test_true_false_takes_t_or_f_and_no_options():
    text = HEADER + ITEM.replace('"single"', '"truefalse"').replace('key = "B"', 'key = "T"')
    assert rules(read_items(text, "a")) == ["items.shape"]
    result = read_items("\n".join(line for line in text.splitlines() if not line.startswith("options")), "a")
    assert result.findings == ()


def test_a_repeated_id_is_kept_once():
    result = read_items(HEADER + ITEM + ITEM, "a.toml")
    assert rules(result) == ["items.repeated-id"]
    assert result.findings[0].line == 16
    assert result.value is not None
    assert len(result.value.items) == 1


@pytest.mark.parametrize(
    "text", ["", "[[item", HEADER.replace('"初级"', "3"), "\x00\x01", HEADER + "item = 3\n", "a = 1"]
)
def test_a_file_that_is_no_bank_gives_a_finding_and_no_value(text):
    result = read_items(text, "a.toml")
    assert (result.value, rules(result)) == (None, ["items.file"])


def test_a_syntax_error_names_its_line():
    assert read_items(HEADER + 'x = "', "a.toml").findings[0].line == 4


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text):
    assert read_items(text, "x").value is None
    assert read_items(HEADER + "[[item]]\n" + text, "x").findings


def test_banks_of_one_level_join_and_others_do_not():
    one = build_bank("o", "e", "初级", (build_item("K1.1.1", "single", 1), build_item("K1.1.1", "single", 2)))
    two = build_bank("o", "e", "初级", (build_item("K1.1.1", "single", 2), build_item("K1.2.1", "single", 3)))
    joined = merge_banks((one, two))
    assert joined.value is not None
    assert len(joined.value.items) == 3
    assert rules(joined) == ["items.repeated-id"]
    other = msgspec.structs.replace(two, level="中级")
    assert rules(merge_banks((one, other))) == rules(merge_banks(())) == ["items.mixed"]


def test_the_hash_of_a_bank_does_not_depend_on_order_and_changes_with_a_key():
    first, second = build_item("K1.1.1", "single", 1), build_item("K1.1.2", "single", 2)
    bank = build_bank("o", "e", "初级", (first, second))
    assert bank.sha256 == build_bank("o", "e", "初级", (second, first)).sha256
    mended = msgspec.structs.replace(first, key="D")
    assert hash_item(mended) != hash_item(first)
    assert bank.sha256 != build_bank("o", "e", "初级", (mended, second)).sha256


def test_an_item_has_a_lasting_name():
    assert item_identity("9-99-99-99@2020", "初级", "K1.1.1-01") == "9-99-99-99@2020/初级/items/K1.1.1-01"


def test_a_requirement_is_under_its_leaf_by_whole_numbers():
    assert is_under("K1.1.2", "K1.1")
    assert is_under("B2.1.1", "B2.1.1")
    assert not is_under("K1.10.2", "K1.1")
