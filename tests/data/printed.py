"""A made-up paper with a section for every type of question, with formulas, a table and a picture."""

from decimal import Decimal

from msgspec.structs import replace

from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.findings import Message
from liangcai.items.content import Blank, Criterion, Drawn
from liangcai.items.model import Item
from liangcai.items.names import TYPE_NAMES
from tests.data.items import TYPES, make_item, picture

POINTS = Decimal(4)
ORDINALS = "一二三四五六七八九十"
FORMULA = (
    r"电流 $I=\frac{U}{R_1+R_2}$，阻抗 $\sqrt[3]{\left(\frac{x^2}{2}\right)^3}$，"
    r"$\overline{AB}\le\sum_{i=1}^n\alpha_i$（　）。"
)
TABLE = "根据下表作答：\n\n| 设备 | 数量 $n$ |\n|---|---|\n| 交换机 | 12 |\n| 路由器 | 3 |\n\n故障时先看（　）。"
ITEMS: tuple[Item, ...] = (
    make_item("single", 1, stem=FORMULA, options=(r"$\frac{1}{2}$", r"$\pi$", "0.5", "都不对")),
    make_item("single", 2, stem="接线如图。![](plan.png)\n图中缺少的是（　）。", media=(picture(),)),
    make_item("multiple", 1, stem=TABLE),
    make_item("truefalse", 1, stem=r"电阻越大，$I$ 越小。"),
    make_item("fill", 1),
    make_item(
        "fill",
        2,
        stem="一台（　）有（　）个端口，额定电压为（　）V。",
        blanks=(
            Blank(accepted=("交换机", "switch")),
            Blank(value="24"),
            Blank(value="220", tolerance="11", unit="V"),
        ),
    ),
    make_item("order", 1, stem="检修前的步骤是：", options=("挂牌", "断电", "验电"), key="BCA"),
    make_item("match", 1, stem="把设备与用途对应起来："),
    make_item("calculation", 1),
    make_item(
        "calculation",
        2,
        stem=r"串联电阻 {a} Ω 和 {b} Ω，接在 12 V 上，$I=\frac{U}{R}$，则 $R$ =（　）Ω，$I$ =（　）A。",
        values=(Drawn(name="a", low="1", high="9"), Drawn(name="b", low="0.5", high="9.5", step="0.5")),
        blanks=(Blank(formula="a + b", unit="Ω"), Blank(formula="12 / (a + b)", tolerance="0.01", unit="A")),
    ),
    make_item("short", 1, stem="简述检修前的准备。"),
    make_item(
        "essay",
        1,
        stem="论述安全与效率的关系。",
        answer=r"效率 $\eta=\frac{W}{Q}$ 以安全为前提。",
        rubric=(Criterion(text="观点明确", share="0.25"), Criterion(text="举例 $n\\ge2$", share="0.75")),
    ),
    make_item(
        "case",
        1,
        stem="某机房夜间断电，值班员到场时应急灯未亮。\n机房有 12 台服务器，断电前负载如下：\n\n"
        "| 机柜 | 功率/kW |\n|---|---|\n| 一号 | 3.2 |\n| 二号 | 4.1 |",
        parts=(
            make_item("single", 1, stem="首先应（　）。"),
            make_item("truefalse", 2, stem="应先恢复照明。"),
            make_item("fill", 3, stem="合计功率为（　）kW。", blanks=(Blank(value="7.3", unit="kW"),)),
            make_item("order", 4, stem="排出恢复的次序。", key="CAB"),
            make_item("short", 5, stem="写出向用户说明的要点。"),
        ),
    ),
)


def print_every_type() -> Form:
    """The paper: sections in the usual order, questions numbered throughout, four points each."""
    sections, start = [], 1
    for kind in TYPES_IN_ORDER:
        items = [item for item in ITEMS if item.type == kind]
        sections.append(
            FormSection(
                type=kind,
                heading=Message(f"{ORDINALS[len(sections)]}、{TYPE_NAMES[kind].zh}", TYPE_NAMES[kind].en),
                questions=tuple(
                    FormQuestion(
                        number=number,
                        item=replace(item, id=f"K1.1-{number:02}"),
                        points=POINTS,
                        leaf="K1.1",
                        area="甲功能",
                    )
                    for number, item in enumerate(items, start)
                ),
            )
        )
        start += len(items)
    return Form(id="A", blueprint_sha256="0" * 64, sections=tuple(sections))


TYPES_IN_ORDER = tuple(kind for kind in TYPE_NAMES if kind in TYPES)
ESSAY_KEY = next(one.item.id for one in print_every_type().questions if one.item.type == "essay")
