"""A notice on new occupations becomes a value: made-up occupations in the form of a published notice."""

import re
from pathlib import Path

import msgspec
import pytest

from liangcai.catalogue.model import Change, ChangeDetails, Notice
from liangcai.catalogue.notice import read_notice
from liangcai.findings import Finding

SEED = Path(__file__).parents[4] / "shared/seeds/notice-2020-16-occupations.txt"

FIRST = "（一）9-01-01-01 测风员定义：测量风的人员。主要工作任务：1.架设仪器；2.读数；3.记录。"
SECOND = (
    "<!--[if !x]-->（二）<!--[endif]-->9-01-01-02 净水员L定义:净化水的人员。主要工作任务:1.取样；2.过滤。"
    "本职业包含但不限于下列工种：沉淀工 过滤工"
)
CHANGES = (
    "二、调整变更职业信息"
    "（一）在“看云员（9-02-01-01）”职业下增设“高空看云员”和“低空看云员”2个工种。"
    "（二）将“听雨员(9-02-01-02)”的职业编码更改为“9-02-01-09”，"
    "同时将该职业原下设的“过滤工”工种调整为“净水员（9-01-01-02）”职业下设的工种。"
    "（三）将“扫雪工（9-02-01-03）”职业名称变更为“除雪工”。"
    "（四）在“修路工（9-02-01-04）”职业下增设“填坑工”工种，同时取消该职业原下设的“挖沟工”和“铺石工”2个工种。"
)
NOTICE = f"标题: 2个新职业\n一、新职业信息{FIRST}{SECOND}{CHANGES}责编: 甲 | 审核:乙。"


def read(text: str) -> tuple[Notice, tuple[Finding, ...]]:
    """The notice of a text that is one."""
    result = read_notice(text, "notice.txt")
    assert result.value is not None
    return result.value, result.findings


def rules(text: str) -> list[str]:
    """The rules that find something."""
    return [finding.rule for finding in read_notice(text, "notice.txt").findings]


def changes_of(sentence: str) -> tuple[Change, ...]:
    """The changes of one entry."""
    return read(f"一、变更职业信息（一）{sentence}")[0].changes


def test_each_occupation_has_code_name_definition_tasks_and_work_types() -> None:
    notice, findings = read(NOTICE)
    first, second = notice.occupations
    assert not findings
    assert (first.code, first.name, first.definition) == ("9-01-01-01", "测风员", "测量风的人员。")
    assert first.tasks == ("架设仪器", "读数", "记录")
    assert (second.name, second.markers, second.work_types) == ("净水员", "L", ("沉淀工", "过滤工"))


def test_an_entry_may_hold_two_changes() -> None:
    changes = read(NOTICE)[0].changes
    assert [change.kind for change in changes] == [
        "add_work_type",
        "recode",
        "move_work_type",
        "rename",
        "add_work_type",
        "cancel_work_type",
    ]
    assert {change.code for change in changes[1:3]} == {"9-02-01-02"}
    assert changes[1].details == ChangeDetails(new_code="9-02-01-09")
    assert changes[2].details == ChangeDetails(to_code="9-01-01-02", to_name="净水员")
    assert changes[3].details == ChangeDetails(new_name="除雪工")
    assert changes[5].work_types == ("挖沟工", "铺石工")


def test_places_mean_the_text_as_it_came() -> None:
    notice, _ = read(NOTICE)
    lines = NOTICE.split("\n")
    span = notice.occupations[1].spans[0]
    assert lines[span.line - 1][span.column - 1 :].startswith("9-01-01-02")
    assert lines[span.end_line - 1][: span.end_column].endswith("过滤工")
    assert {element.line for element in (*notice.occupations, *notice.changes)} == {2}


def test_what_a_page_adds_behind_the_last_entry_is_no_part_of_it() -> None:
    assert read(NOTICE)[0].changes[-1].work_types == ("挖沟工", "铺石工")


def test_the_json_is_the_interchange_form() -> None:
    plain = msgspec.to_builtins(read(NOTICE)[0])
    assert set(plain) == {"occupations", "changes"}
    assert set(plain["occupations"][0]) >= {
        "code",
        "name",
        "definition",
        "tasks",
        "work_types",
        "markers",
        "line",
        "spans",
    }
    assert plain["changes"][1]["details"] == {"new_code": "9-02-01-09"}
    assert plain["changes"][0]["details"] == {}


@pytest.mark.parametrize("text", ["", "   \n", "今天天气很好。", "本周公布了3个新职业。（一）好（二）坏"])
def test_a_text_that_announces_nothing_is_no_notice(text: str) -> None:
    result = read_notice(text, "x")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["notice.not-a-notice"]


def test_the_stated_number_of_occupations_must_be_found() -> None:
    assert rules(NOTICE.replace("2个新职业", "3个新职业")) == ["notice.count"]


def test_a_missing_entry_is_seen_in_the_ordinals() -> None:
    assert rules(NOTICE.replace("（三）将“扫雪工（9-02-01-03）”职业名称变更为“除雪工”。", "")) == ["notice.ordinals"]


def test_tasks_must_be_numbered_from_one_without_a_gap() -> None:
    result = read_notice(NOTICE.replace("3.记录", "4.记录"), "x")
    assert [finding.rule for finding in result.findings] == ["notice.tasks"]
    assert "1、2、4" in result.findings[0].message.zh


def test_a_change_of_no_known_kind_is_told_with_its_text() -> None:
    result = read_notice(NOTICE.replace("职业名称变更为“除雪工”", "职业并入“除雪工”职业"), "x")
    assert [finding.rule for finding in result.findings] == ["notice.change-kind"]
    assert "并入“除雪工”" in result.findings[0].message.zh


def test_the_stated_number_of_work_types_must_be_named() -> None:
    assert rules(NOTICE.replace("“铺石工”2个工种", "“铺石工”3个工种")) == ["notice.work-type-count"]


def test_an_entry_without_a_definition_is_told() -> None:
    assert "notice.occupation-form" in rules(NOTICE.replace("定义：测量风的人员。", ""))


def test_a_code_given_twice_is_told() -> None:
    assert rules(NOTICE.replace("9-01-01-02 净", "9-01-01-01 净")) == ["notice.code-twice", "notice.code-twice"]


def test_a_notice_in_paragraphs_reads_like_one_run_together() -> None:
    spread = re.sub("(（[一二三四]）|主要工作任务|定义|二、|一、)", r"\n\1", NOTICE)
    notice, findings = read(spread)
    run, _ = read(NOTICE)
    assert not findings
    assert [o.tasks for o in notice.occupations] == [o.tasks for o in run.occupations]
    assert [(c.kind, c.code, c.details) for c in notice.changes] == [(c.kind, c.code, c.details) for c in run.changes]
    assert len({o.line for o in notice.occupations}) == 2


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("在“甲工（9-02-01-01）”职业下增设“乙工”工种。", "add_work_type"),
        ("取消“甲工（9-02-01-01）”职业下设的“乙工”工种。", "cancel_work_type"),
        ("将“甲工（9-02-01-01）”职业编码调整为“9-02-01-02”。", "recode"),
        ("将“甲工（9-02-01-01）”职业名称更改为“乙工”。", "rename"),
        ("将“甲工（9-02-01-01）”职业下设的“乙工”工种调整至“丙工（9-02-01-03）”职业下。", "move_work_type"),
    ],
)
def test_each_kind_of_change_is_known_by_its_words(sentence: str, kind: str) -> None:
    (change,) = changes_of(sentence)
    assert (change.kind, change.code, change.name) == (kind, "9-02-01-01", "甲工")


@pytest.mark.seeds
@pytest.mark.skipif(not SEED.exists(), reason="the published notice is not beside this project")
def test_the_published_notice_announces_16_occupations_and_13_changes() -> None:
    notice, findings = read(SEED.read_text(encoding="utf-8"))
    assert not findings
    assert len(notice.occupations) == 16
    assert sum(len(occupation.tasks) for occupation in notice.occupations) == 106
    assert [o.name for o in notice.occupations if o.markers == "L"] == ["电气电子产品环保检测员"]
    assert [change.kind for change in notice.changes] == [
        *["add_work_type"] * 7,
        "recode",
        "move_work_type",
        "rename",
        "add_work_type",
        "add_work_type",
        "cancel_work_type",
    ]
