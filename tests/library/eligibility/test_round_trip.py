"""A rule printed back in Chinese compiles to the same rule, whatever the rule."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples

from liangcai.eligibility.compile import compile_text
from liangcai.eligibility.describe import phrase
from liangcai.eligibility.lexer import build_lexer
from liangcai.eligibility.rules import (
    CLASSES,
    All,
    Any,
    Apprenticed,
    Enrolled,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    Held,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    InWork,
    OfAge,
    Worked,
)
from liangcai.eligibility.words import AIMS, DEGREE_NAMES, SCHOOL_NAMES

LEVELS = ("五级", "四级", "三级", "预备技师")
LEXER = build_lexer(("五级/初级工", "四级/中级工", "三级/高级工"))
OCCUPATION = st.sampled_from(("own", "related", "own_or_related"))
WORK = st.sampled_from(("own", "related", "own_or_related", "profession"))
MAJOR = st.none() | OCCUPATION
YEARS = st.integers(1, 30)


def some(values: tuple[str, ...], least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, each once, in any order."""
    return st.lists(st.sampled_from(values), min_size=least, unique=True).map(tuple)


def degree(draw: st.DrawFn) -> HoldsDegree:
    which, award = draw(st.sampled_from(tuple(DEGREE_NAMES)))
    return HoldsDegree(
        degree=which, award=award, or_higher=draw(st.booleans()), major=draw(MAJOR), final_year=draw(st.booleans())
    )


def school(draw: st.DrawFn) -> GraduatedFrom:
    recognition = draw(st.sampled_from((None, "evaluated", "approved")))
    return GraduatedFrom(
        schools=draw(some(tuple(SCHOOL_NAMES))),
        classes=draw(some(CLASSES, 0)),
        major=draw(MAJOR),
        target=draw(st.none() | st.sampled_from(AIMS)) if recognition else None,
        recognition=recognition,
        final_year=draw(st.booleans()),
    )


CERTIFICATE = st.builds(HoldsCertificate, scope=OCCUPATION, level=st.sampled_from(LEVELS))
SINGLE: tuple[st.SearchStrategy[Expression], ...] = (
    st.builds(HoldsTitle, name=st.sampled_from(("技术员", "助理工程师", "主治医师", "教授"))),
    st.builds(OfAge, years=st.integers(10, 99)),
    st.builds(HoldsRankedTitle, rank=st.sampled_from(("初级", "中级", "高级"))),
    st.builds(Apprenticed, scope=OCCUPATION),
    st.builds(Held, of=CERTIFICATE, years=YEARS),
    st.builds(InWork, scope=WORK),
    st.builds(
        HasTrainingProof,
        level=st.sampled_from(LEVELS[:3]),
        hours=st.none() | st.integers(1, 999),
        kind=st.sampled_from(("hours", "completion")),
    ),
    st.builds(Enrolled, schools=some(tuple(SCHOOL_NAMES)), classes=some(CLASSES, 0)),
    CERTIFICATE,
    st.composite(degree)(),
    st.composite(school)(),
)


def combine(rules: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Rules made of rules; a list holds none of its own kind, as joining them would have made one list."""
    return st.one_of(
        list_of(rules, All, lambda of: All(of=of)),
        list_of(rules, Any, lambda of: Any(of=of)),
        st.builds(
            Worked,
            years=YEARS,
            scope=WORK,
            after=st.none() | rules,
            continuous=st.booleans(),
            trainee=st.booleans(),
        ),
    )


def list_of(
    rules: st.SearchStrategy[Expression],
    kind: type[All] | type[Any],
    make: Callable[[tuple[Expression, ...]], Expression],
) -> st.SearchStrategy[Expression]:
    """Two to four rules of another kind."""
    others = rules.filter(lambda rule: not isinstance(rule, kind))
    return st.lists(others, min_size=2, max_size=4).map(lambda of: make(tuple(of)))


RULES = st.recursive(st.one_of(*SINGLE), combine, max_leaves=6)


@settings(max_examples=examples(300))
@given(RULES)
def test_the_chinese_sentence_of_a_rule_compiles_to_the_same_rule(rule: Expression) -> None:
    said = phrase(rule)
    again, findings = compile_text(said.zh, LEXER, "1.9.1(1)", 1)
    assert again == rule, (said.zh, findings)
    assert said.en
    assert said.en.isascii() or any(level in said.en for level in (*LEVELS, *AIMS, "师", "员", "教授"))
