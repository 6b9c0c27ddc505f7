"""Template tags: two languages, clause tags, navigation."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from liangcai_web.pages import tags
from liangcai_web.public.terms import Term


def draw(source, lang="zh", **values):
    return Template(source).render(Context({"lang": lang, **values}))


def test_a_clause_tag_opens_the_passage_and_works_without_a_script():
    html = draw('{% clause "2-02-10-13-2021" "1.9.2" 112 %}')
    assert 'href="/standards/2-02-10-13-2021/source?clause=1.9.2&amp;line=112#L112"' in html
    assert 'data-passage="/standards/2-02-10-13-2021/passage?clause=1.9.2&amp;line=112"' in html
    assert ">1.9.2</a>" in html


def test_a_clause_tag_without_a_line_leads_to_the_marked_clause():
    assert 'source?clause=1.9.2#clause"' in draw('{% clause "2-02-10-13-2021" "1.9.2" %}')


def test_a_clause_tag_is_plain_where_no_standard_is_known():
    assert draw('{% clause key "1.9.2" %}') == '<span class="clause">1.9.2</span>'
    assert draw("{% clause key %}") == ""


def test_a_clause_tag_escapes_what_it_prints():
    assert "<script>" not in draw("{% clause key number %}", key='"><script>', number="<script>")


def test_words_are_said_in_the_language_of_the_page():
    assert draw('{% say "是" "yes" %}') == "是"
    assert draw('{% say "是" "yes" %}', "en") == "yes"


@pytest.mark.parametrize(
    ("lang", "words", "html"),
    [
        ("zh", Term("甲", "A"), "甲"),
        ("en", Term("甲", "A"), "A"),
        ("en", Term("甲"), '<span lang="zh-Hans">甲</span>'),
        ("zh", Term("<b>"), "&lt;b&gt;"),
    ],
)
def test_a_term_without_english_is_marked_as_chinese_on_an_english_page(lang, words, html):
    assert draw("{% term words %}", lang, words=words) == html


@pytest.mark.parametrize(("path", "current"), [("/verify", True), ("/verify/token", True), ("/verifying", False)])
def test_the_navigation_marks_where_one_is(path, current):
    html = draw('{% nav_link "/verify" "验证" "Verify" %}', request=RequestFactory().get(path))
    assert ('aria-current="page"' in html) is current


class Reader:
    """Somebody with or without an account."""

    def __init__(self, *, known):
        self.is_authenticated = known


def draw_kept(template, drawn, *, lang="zh", address="/?lang=en", known=False):
    words = {"lang": lang, "switch_url": address, "user": Reader(known=known)}
    return template.render(Context({**words, "draw": lambda: drawn.append(lang) or lang}))


def test_what_is_kept_is_drawn_once_for_an_address_and_a_language():
    template, drawn = Template("{% kept %}{{ draw }}{% endkept %}"), []
    assert [draw_kept(template, drawn) for _ in range(3)] == ["zh"] * 3
    assert draw_kept(template, drawn, lang="en") == "en"
    draw_kept(template, drawn, address="/apply?lang=en")
    assert drawn == ["zh", "en", "zh"]


def test_nothing_is_kept_for_or_from_somebody_with_an_account():
    template, drawn = Template("{% kept %}{{ draw }}{% endkept %}"), []
    draw_kept(template, drawn)
    for _ in range(2):
        draw_kept(template, drawn, known=True)
    draw_kept(template, drawn)
    assert len(drawn) == 3


def test_what_is_kept_does_not_grow_with_the_addresses_that_somebody_makes_up():
    template = Template("{% kept %}{{ lang }}{% endkept %}")
    for number in range(3 * tags.KEPT):
        draw_kept(template, [], address=f"/?lang=en&x={number}")
    assert len(template.nodelist[0]._drawn) <= tags.KEPT


def test_words_with_a_variable_are_looked_up_at_every_page():
    template = Template('{% say words "<yes>" %}')
    assert template.render(Context({"lang": "zh", "words": "<是>"})) == "&lt;是&gt;"
    assert template.render(Context({"lang": "zh", "words": "否"})) == "否"
    assert template.render(Context({"lang": "en"})) == "<yes>"  # what a template says is markup already
