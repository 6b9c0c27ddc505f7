"""Two editions of a standard are compared clause by clause, in words, numbers, places and values."""

import msgspec
import pytest
from tests.data import documents

from liangcai.standard.compare.editions import compare_standards
from liangcai.standard.compare.model import Change
from liangcai.standard.compare.words import describe_change
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard

OLD = documents.make_document()


def read(text: str) -> Standard:
    """The model of a text that is a standard."""
    result = read_standard(text, "test")
    assert result.value is not None
    return result.value


def compare(new: str, old: str = OLD) -> tuple[Change, ...]:
    return compare_standards(read(old), read(new)).changes


def with_rows(*rows: str) -> str:
    """The document with these rows at its lowest level."""
    return documents.make_document(work=documents.make_work(low=rows))


def say(change: Change) -> tuple[object, ...]:
    """A change in short: of what, how, the numbers and the texts of both sides."""
    old, new = ((side.number, side.text) if side else None for side in (change.old, change.new))
    return (change.subject, change.how, old, new)


def test_a_document_does_not_differ_from_itself() -> None:
    comparison = compare_standards(read(OLD), read(OLD))
    assert comparison.changes == ()
    assert all(count == 0 for _, count in comparison.count())


def test_blanks_and_the_width_of_characters_are_no_difference() -> None:
    assert compare(OLD.replace("1 年（含）以上", "1年(含)以上")) == ()


def test_a_requirement_with_other_words_in_its_place_is_reworded_and_the_words_are_marked() -> None:
    (change,) = compare(OLD.replace("能校正左右重量", "能校正左右翅的重量"))
    assert say(change) == ("skill", ("reworded",), ("2.1.2", "能校正左右重量"), ("2.1.2", "能校正左右翅的重量"))
    assert [(run.old, run.new) for run in change.runs] == [("能校正左右", "能校正左右"), ("", "翅的"), ("重量", "重量")]
    assert [run.alike for run in change.runs] == [True, False, True]
    assert change.old is not None
    assert change.new is not None
    assert (change.old.clause, change.old.line, change.new.clause) == ("S2.1.2", 110, "S2.1.2")
    assert change.old.above == ("扎制", "扎骨架")


def test_a_requirement_before_others_is_added_and_the_others_are_only_renumbered() -> None:
    row = "1. 备料\t1.1 选材\t1.1.1 会看竹节 1.1.2 能按图选竹 1.1.3 能裁纸\t1.1.1 竹的种类 1.1.2 纸的种类"
    assert [say(change) for change in compare(with_rows(row, *documents.ROWS_LOW[1:]))] == [
        ("skill", ("added",), None, ("1.1.1", "会看竹节")),
        ("skill", ("renumbered",), ("1.1.1", "能按图选竹"), ("1.1.2", "能按图选竹")),
        ("skill", ("renumbered",), ("1.1.2", "能裁纸"), ("1.1.3", "能裁纸")),
    ]


def test_a_requirement_that_is_no_longer_there_is_removed() -> None:
    row = documents.ROWS_LOW[0].replace(" 1.1.2 纸的种类", "")
    (change,) = compare(with_rows(row, *documents.ROWS_LOW[1:]))
    assert say(change) == ("knowledge", ("removed",), ("1.1.2", "纸的种类"), None)


def test_a_requirement_of_another_task_is_moved() -> None:
    rows = (
        documents.ROWS_LOW[0].replace(" 1.1.2 纸的种类", ""),
        f"{documents.ROWS_LOW[1]} 1.2.2 纸的种类",
        documents.ROWS_LOW[2],
    )
    (change,) = compare(with_rows(*rows))
    assert say(change) == ("knowledge", ("moved",), ("1.1.2", "纸的种类"), ("1.2.2", "纸的种类"))
    assert change.similarity == 100


def test_a_requirement_of_another_level_is_moved_and_may_be_reworded_on_the_way() -> None:
    low = (
        documents.ROWS_LOW[0],
        documents.ROWS_LOW[1],
        "2. 扎制\t2.1 扎骨架\t2.1.1 能扎硬翅\t2.1.1 绳结知识 2.1.2 平衡知识",
    )
    high = (documents.ROWS_HIGH[0], "2. 扎制\t2.1 扎骨架\t2.1.1 能扎软翅 2.1.2 能校正左右的重量\t2.1.1 软翅结构知识")
    (change,) = compare(documents.make_document(work=documents.make_work(low, high)))
    assert say(change)[:2] == ("skill", ("moved", "reworded"))
    assert change.old is not None
    assert change.new is not None
    assert (change.old.level, change.new.level) == ("五级", "四级")


def test_another_text_in_the_same_place_is_one_removed_and_one_added() -> None:
    changes = compare(OLD.replace("1.2.1 刀具知识", "1.2.1 安全生产法规"))
    assert [change.how for change in changes] == [("removed",), ("added",)]


def test_what_stands_under_a_renamed_task_stays_where_it_was() -> None:
    (change,) = compare(OLD.replace("1.2 劈篾", "1.2 分篾"))
    assert say(change) == ("task", ("reworded",), ("1.2", "劈篾"), ("1.2", "分篾"))


def test_a_renamed_function_keeps_its_weights() -> None:
    changes = compare(OLD.replace("1. 备料", "1. 材料准备").replace("备料\t\t", "材料准备\t\t"))
    assert {(change.subject, change.how) for change in changes} == {("function", ("reworded",))}


def test_tasks_that_change_places_are_renumbered_with_all_that_they_hold() -> None:
    rows = (
        "1. 备料\t1.1 劈篾\t1.1.1 能劈出匀净的篾条\t1.1.1 刀具知识",
        "\t1.2 选材\t1.2.1 能按图选竹 1.2.2 能裁纸\t1.2.1 竹的种类 1.2.2 纸的种类",
        documents.ROWS_LOW[2],
    )
    changes = compare(with_rows(*rows))
    assert {change.how for change in changes} == {("renumbered",)}
    assert len(changes) == 8


@pytest.mark.parametrize(
    ("before", "after", "field", "clause", "values"),
    [
        ("四级/中级工不少于 40", "四级/中级工不少于 48", "hours", "1.8", ("40", "48")),
        ("不少于 60 min", "不少于 75 min", "minutes", "1.9.4", ("60", "75")),
        ("1:15", "1:20", "ratio", "1.9.3", ("1:15", "1:20")),
        ("至少 2 名", "至少 3 名", "at_least", "1.9.3", ("2", "3")),
        ("各达 60 分", "各达 70 分", "pass_mark", "1.9.2", ("60", "70")),
    ],
)
def test_a_value_that_changes_is_said_once_with_its_clause(
    before: str, after: str, field: str, clause: str, values: tuple[str, str]
) -> None:
    (change,) = compare(OLD.replace(before, after))
    assert change.how == ("changed",)
    assert change.field == field
    assert [side.clause for side in change.sides] == [clause, clause]
    assert tuple(side.text for side in change.sides) == values


def test_minutes_that_differ_by_level_are_said_for_the_levels_that_change() -> None:
    longer = "理论知识考试时间：五级/初级工不少于 60 min，四级/中级工不少于 75 min；"
    changes = compare(OLD.replace("理论知识考试时间不少于 60 min，", longer))
    (change,) = (change for change in changes if change.subject == "part")
    assert change.field == "minutes"
    assert [(side.text, side.level) for side in change.sides] == [("60", "四级"), ("75", "四级")]


def test_weights_are_compared_cell_by_cell() -> None:
    changes = compare(OLD.replace("备料\t\t30\t30", "备料\t\t25\t30").replace("扎制\t\t40\t50", "扎制\t\t45\t50"))
    assert [(change.subject, change.how) for change in changes] == [("weight", ("reweighted",))] * 2
    assert [
        (*change.old.above, change.old.text, change.new.text) for change in changes if change.old and change.new
    ] == [
        ("备料", "30", "25"),
        ("扎制", "40", "45"),
    ]
    assert {(side.clause, side.level) for change in changes for side in change.sides} == {("4.1", "五级")}


def test_a_dash_is_another_weight_than_a_number() -> None:
    new = read(OLD)
    cells = (msgspec.structs.replace(new.weights[0], percent=None), *new.weights[1:])
    (change,) = compare_standards(read(OLD), msgspec.structs.replace(new, weights=cells)).changes
    assert [side.text for side in change.sides] == ["5", ""]
    assert "“5%”" in describe_change(change).zh
    assert "“—”" in describe_change(change).en


def test_conditions_are_added_removed_and_reworded() -> None:
    new = OLD.replace("(2) 本职业学徒期满。", "(2) 本职业学徒期满，并有师傅推荐。").replace(
        "工作 6 年（含）以上。", "工作 6 年（含）以上。\n\n(2) 取得五级证书后工作 3 年（含）以上。"
    )
    assert [say(change)[:2] for change in compare(new)] == [("condition", ("reworded",)), ("condition", ("added",))]


def test_directions_of_levels_and_functions_are_values() -> None:
    new = read(OLD)
    level = msgspec.structs.replace(new.levels[0], directions=("甲", "乙"))
    function = msgspec.structs.replace(new.work[0].functions[0], directions=("甲",))
    work = msgspec.structs.replace(new.work[0], functions=(function, *new.work[0].functions[1:]))
    new = msgspec.structs.replace(new, levels=(level, *new.levels[1:]), work=(work, *new.work[1:]))
    changes = compare_standards(read(OLD), new).changes
    assert [(change.subject, change.field, *(side.text for side in change.sides)) for change in changes] == [
        ("level", "directions", "", "甲、乙"),
        ("function", "directions", "", "甲"),
    ]


def test_a_level_that_goes_takes_what_it_holds_with_it() -> None:
    old = read(OLD)
    new = msgspec.structs.replace(
        old,
        levels=old.levels[:1],
        work=old.work[:1],
        weights=tuple(weight for weight in old.weights if weight.level == "五级"),
        conditions=old.conditions[:2],
    )
    changes = [change for change in compare_standards(old, new).changes if change.subject != "passage"]
    assert {change.how for change in changes} == {("removed",)}
    assert {side.level for change in changes for side in change.sides} == {"四级"}
    assert {change.subject for change in changes} == {
        "level", "condition", "function", "task", "skill", "knowledge", "weight",
    }  # fmt: skip


def test_names_that_levels_share_make_no_move_from_one_level_to_another() -> None:
    """备料 goes at one level and comes at another with other requirements: these are two functions."""
    old = documents.make_document(work=documents.make_work(high=documents.ROWS_HIGH[1:]))
    new = with_rows(*documents.ROWS_LOW[2:])
    functions = [change for change in compare(new, old) if change.subject == "function"]
    assert {change.how for change in functions for side in change.sides if side.text == "备料"} == {
        ("removed",),
        ("added",),
    }


def test_sections_terms_notes_and_basic_points_are_compared() -> None:
    new = (
        OLD.replace("室内，常温。", "室内外，常温。")
        .replace("上下两根篾条撑住的翅膀。", "上下两根篾条撑平的翅膀。")
        .replace("灯彩扎制工，下同", "灯彩扎制工、伞扎制工，下同")
        .replace("2) 劈篾。", "2) 劈篾。\n\n3) 刮篾。")
    )
    assert [(change.chapter, *say(change)[:2]) for change in compare(new)] == [
        ("1", "passage", ("reworded",)),
        ("1", "note", ("reworded",)),
        ("2", "basic", ("added",)),
        ("5", "glossary", ("reworded",)),
    ]


def test_a_section_that_comes_between_renumbers_those_behind_it() -> None:
    new = (
        OLD.replace("1.7 普通受教育程度", "1.8 普通受教育程度")
        .replace("1.8 培训参考学时", "1.9 培训参考学时")
        .replace("1.6 职业能力特征", "1.6 职业工具\n\n剪刀和线。\n\n1.7 职业能力特征")
    )
    said = {say(change)[:2] for change in compare(new)}
    assert ("passage", ("added",)) in said
    assert ("passage", ("renumbered",)) in said
    assert not {how for _, how in said} & {("removed",), ("moved",)}


def test_two_occupations_are_named_as_two() -> None:
    other = OLD.replace("9-99-99-01", "9-99-99-02").replace("纸鸢扎制工", "灯彩匠人")
    assert not compare_standards(read(OLD), read(other)).same_occupation
    assert compare_standards(read(OLD), read(OLD.replace("9-99-99-01", "9-99-99-02"))).same_occupation


def test_every_change_is_said_in_both_languages_with_its_clauses() -> None:
    for change in compare(OLD.replace("能裁纸", "能裁绢").replace("1:15", "1:20").replace("备料\t\t30", "备料\t\t20")):
        message = describe_change(change)
        assert all(f"[{side.clause}:{side.line}]" in message.zh + message.en for side in change.sides)
