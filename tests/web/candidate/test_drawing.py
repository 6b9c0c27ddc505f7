"""Whatever an author writes, the page of the paper gets no element and no attribute from it."""

from decimal import Decimal

import pytest
from lxml import html

from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.delivery.present import present_form
from liangcai.findings import Message
from liangcai.items.content import Media
from liangcai_web.candidate.drawing import OPTIONS, draw_questions
from tests.data.items import make_item

WRITTEN = " onerror=alert(1) onfocus=alert(2) autofocus "


def draw(places: str, seed: int) -> set[str]:
    """The names of all attributes on the page of a question with pictures, and with these characters in its words."""
    item = make_item(
        "single",
        stem="看图。![](plan.png)",
        options=(f"![](plan.png){places}", f"![](plan.png){WRITTEN}", WRITTEN, "四"),
        media=(Media(name="plan.png", sha256="0" * 64, alt=f"图{places}{WRITTEN}"),),
    )
    question = FormQuestion(number=1, item=item, points=Decimal(1), leaf="K1.1", area="甲功能")
    section = FormSection(type="single", heading=Message("一、", "1"), questions=(question,))
    form = Form(id="A", blueprint_sha256="0" * 64, sections=(section,))
    drawn = draw_questions(present_form(form, f"somebody {seed}"), 1, "zh")
    return {str(name) for part in html.fragments_fromstring(drawn) for one in part.iter() for name in one.attrib}


@pytest.mark.parametrize("seed", range(8))
def test_characters_that_keep_places_open_no_attribute(seed: int) -> None:
    """A picture that is drawn as an option, put into the description of another, would end that attribute."""
    assert draw("".join(OPTIONS[:4]), seed) == draw("", seed)


def print_form(*stems: str) -> Form:
    """A paper of questions with four options each, which name their question."""
    items = [
        make_item("single", id=f"i{place}", stem=stem, options=tuple(f"{stem}之{letter}" for letter in "甲乙丙丁"))
        for place, stem in enumerate(stems)
    ]
    questions = tuple(
        FormQuestion(number=place, item=item, points=Decimal(1), leaf="K1.1", area="甲功能")
        for place, item in enumerate(items, 1)
    )
    section = FormSection(type="single", heading=Message("一、", "1"), questions=questions)
    return Form(id="A", blueprint_sha256="0" * 64, sections=(section,))


@pytest.mark.parametrize("seed", range(8))
def test_each_candidate_has_the_options_in_their_own_order(seed: int) -> None:
    """A question is drawn once for all; what one candidate was shown must not reach another."""
    form = print_form("第一题", "第二题", "第三题")
    shown = present_form(form, f"somebody {seed}")
    text = html.fromstring(f"<main>{draw_questions(shown, 1, 'zh')}</main>").text_content()
    wanted = [words for question in shown.questions for words in (question.stem, *question.options)]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_the_same_question_in_another_wording_is_drawn_anew() -> None:
    """An item that was mended has its name still, and the paper another hash."""
    first, second = print_form("旧题干"), print_form("新题干")
    for form, words in ((first, "旧题干"), (second, "新题干"), (first, "旧题干")):
        assert words in draw_questions(present_form(form, "somebody"), 1, "zh")
