"""A sound question of every type, and random ones, for tests of what handles them."""

import hashlib
from typing import Any, get_args

from hypothesis import strategies as st

from liangcai.items.content import Blank, Criterion, Drawn, Media
from liangcai.items.model import LETTERS, Item, ItemType
from tests.data.pictures import PLAN

TYPES: tuple[ItemType, ...] = get_args(ItemType)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=12)


def make_item(kind: ItemType, number: int = 1, **changes: Any) -> Item:
    """A sound question of a type; ``changes`` replace fields."""
    fields = {
        "id": f"K1.1.1-{number:02}",
        "requirement": "K1.1.1",
        "type": kind,
        "stem": "请作答（　）。" if kind != "calculation" else "电压 {u} V，电阻 {r} Ω，电流为（　）A。",
        "difficulty": 0.6,
        "rationale": "理由。",
        **BODIES[kind],
        **changes,
    }
    return Item(**fields)


BODIES: dict[ItemType, dict[str, Any]] = {
    "single": {"options": ("一", "二", "三", "四"), "key": "B"},
    "multiple": {"options": ("一", "二", "三", "四"), "key": "ACD"},
    "truefalse": {"key": "T"},
    "fill": {"blanks": (Blank(accepted=("交换机", "switch")),)},
    "order": {"options": ("断电", "验电", "挂牌"), "key": "ABC"},
    "match": {"options": ("甲", "乙", "丙"), "targets": ("一", "二", "三", "四"), "key": "BAD"},
    "calculation": {
        "values": (Drawn(name="u", low="10", high="20"), Drawn(name="r", low="2", high="5", step="0.5")),
        "blanks": (Blank(formula="round(u / r, 2)", tolerance="0.01", unit="A"),),
    },
    "short": {
        "answer": "先断电，再验电。",
        "rubric": (Criterion(text="断电", share="0.5"), Criterion(text="验电", share="0.5")),
    },
    "essay": {"answer": "见评分点。", "rubric": (Criterion(text="观点明确", share="1"),)},
}
BODIES["case"] = {
    "parts": (
        Item(
            id="1",
            requirement="K1.1.1",
            type="single",
            stem="哪一项（　）。",
            options=("一", "二", "三"),
            key="C",
            difficulty=0.5,
            rationale="理由。",
        ),
        Item(
            id="2",
            requirement="K1.1.1",
            type="fill",
            stem="共（　）台。",
            blanks=(Blank(value="12", unit="台"),),
            difficulty=0.5,
            rationale="理由。",
        ),
    )
}


@st.composite
def items(draw: st.DrawFn, number: int = 1) -> Item:
    """A random sound question of any type, with every field that its type may hold."""
    kind = draw(st.sampled_from(TYPES))
    return make_item(
        kind,
        number,
        **draw(_bodies(kind)),
        rationale=draw(WORDS),
        note=draw(st.just("") | WORDS),
        source=draw(st.just("") | WORDS),
        difficulty=draw(st.integers(1, 99)) / 100,
        importance=draw(st.sampled_from("XYZ")),
        seconds=draw(st.sampled_from((0, 45, 600))),
        also=draw(st.sampled_from(((), ("B2.1.1",), ("K1.1.2", "B2.2.1")))),
        enemies=draw(st.sampled_from(((), ("K1.1.9-77",)))),
        set=draw(st.sampled_from(("", "材料一"))),
        element=draw(st.sampled_from(("", "A-B-003"))),
    )


def _bodies(kind: ItemType) -> st.SearchStrategy[dict[str, Any]]:
    match kind:
        case "single" | "multiple" | "order":
            return st.lists(WORDS, min_size=4, max_size=8, unique=True).flatmap(lambda texts: _keys(kind, texts))
        case "truefalse":
            return st.sampled_from("TF").map(lambda key: {"key": key})
        case "fill":
            return st.lists(WORDS, min_size=1, max_size=4).map(
                lambda texts: {
                    "stem": "空" + "（　）、" * len(texts),
                    "blanks": tuple(Blank(accepted=(text,)) for text in texts),
                }
            )
        case "short" | "essay":
            return WORDS.map(lambda text: {"answer": text})
    return st.just({})


def _keys(kind: ItemType, texts: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    letters = LETTERS[: len(texts)]
    keys = {
        "single": st.sampled_from(letters),
        "multiple": st.lists(st.sampled_from(letters), min_size=2, max_size=len(texts) - 1, unique=True).map(
            lambda key: "".join(sorted(key))
        ),
        "order": st.permutations(letters).map("".join),
    }[kind]
    return keys.map(lambda key: {"options": tuple(texts), "key": key})


def picture(name: str = "plan.png", data: bytes = PLAN) -> Media:
    """A picture of a stem."""
    return Media(name=name, sha256=hashlib.sha256(data).hexdigest(), alt="一张接线图")
