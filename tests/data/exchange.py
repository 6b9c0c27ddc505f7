"""Points of a small made-up level, banks and workbooks, for tests of the exchange of questions."""

import io
from collections.abc import Callable, Iterator, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import liangcai_reference
from liangcai.items.content import Blank
from liangcai.items.exchange.points import Point, Points, list_points
from liangcai.items.model import Bank, Item, build_bank
from liangcai.items.read import merge_banks, read_items
from liangcai.standard.read import read_standard
from tests.data.items import TYPES, make_item, picture

HEADS = ("GUID", "题型", "题干", "答案", "选项A", "选项B", "选项C", "知识点一级", "知识点二级", "难度", "解析", "出处")
POINTS = Points(
    occupation="9-99-99-01",
    edition="2026",
    level="五级",
    points=(
        Point(code="K1.1.1", path=("备料", "选竹", "竹的种类")),
        Point(code="K1.1.2", path=("备料", "选竹", "竹的干燥")),
        Point(code="K1.2.1", path=("备料", "裁绢", "安全")),
        Point(code="B2.1.1", path=("职业道德", "职业守则")),
        Point(code="B2.2.1", path=("基础知识", "安全")),
    ),
)
ROW = ("Q1", "单选题", "竹篾应当（　）。", "B", "一", "二", "三", "备料", "竹的种类", 0.6, "见要求。", "")


def make_bank(*items: Item) -> Bank:
    """A bank of the level."""
    return build_bank(POINTS.occupation, POINTS.edition, POINTS.level, items)


def one_of_each() -> Bank:
    """A bank with a question of every type, one with every further field, one with a picture."""
    full = make_item(
        "single",
        90,
        note="备注",
        source="自编",
        also=("K1.1.2", "B2.1.1"),
        element="A-B-003",
        importance="Y",
        seconds=45,
        enemies=("K1.1.1-01",),
        set="材料一",
    )
    media = (picture(),)
    pictured = make_item("single", 91, stem="如图所示 ![](plan.png)，应选（　）。", media=media)
    odd = make_item(
        "single", 92, stem="若 a<b 且 c>d，则 <b>粗</b>&amp;（　）。", options=("=1+1", "@甲", "；｜\\", "<td>")
    )
    lines = make_item("single", 93, stem="第一行\n第二行\n（　）。", rationale="A. 不是选项\n答案：也不是")
    table = "| 项 | 值 |\n|---|---|\n| 甲 | 1 |"
    formula = make_item(
        "single", 94, stem=f"已知 $\\frac{{1}}{{x^2}}$ 与下表：\n{table}\n则（　）。", options=("$x$", "$y_1$", "无")
    )
    spelled = make_item(
        "fill", 95, stem="由____和（ ）组成。", blanks=(Blank(accepted=("甲",)), Blank(value="1.50", tolerance="0.1"))
    )
    return make_bank(
        *(make_item(kind, number) for number, kind in enumerate(TYPES, 1)), full, pictured, odd, lines, formula, spelled
    )


def make_sheet(
    *rows: Sequence[object], heads: Sequence[object] = HEADS, shape: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook written by another program, shaped as people shape theirs."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "题库"
    for row in (heads, *rows):
        sheet.append(list(row))
    if shape is not None:
        shape(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def change_row(**cells: object) -> tuple[object, ...]:
    """The usual row with some cells replaced, named by their heads."""
    return tuple(cells.get(head, value) for head, value in zip(HEADS, ROW, strict=True))


def bundled_banks() -> Iterator[tuple[Bank, Points]]:
    """The bank of each level with the points of its standard."""
    for occupation in liangcai_reference.list_occupations():
        standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
        assert standard is not None
        levels: dict[str, list[Bank]] = {}
        for name, text in liangcai_reference.read_bank_texts(occupation):
            bank = read_items(text, name).value
            assert bank is not None
            levels.setdefault(bank.level, []).append(bank)
        for level, banks in levels.items():
            merged = merge_banks(banks).value
            assert merged is not None
            yield merged, list_points(standard, level)


def count_bundled() -> int:
    """How many questions the bundled files hold, counted in their text."""
    occupations = liangcai_reference.list_occupations()
    texts = (text for key in occupations for _, text in liangcai_reference.read_bank_texts(key))
    return sum(text.count("\n[[item]]\n") for text in texts)
