"""Words of strangers become plain text; what carries content of another kind is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.items.exchange.clean import LONGEST, clean_words, protect_words


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<br/>二", "一\n二"),
        ("<span style='x'>竹</span><b>篾</b>&nbsp;丝", "竹篾 丝"),
        ("若 a < b 则 c > d", "若 a < b 则 c > d"),
        ("List<T> 与 &foo", "List<T> 与 &foo"),
        ("\ufeff竹\u200b篾 ", "竹篾"),
        ("&lt;script&gt;", "<script>"),
        ("<!-- 注 -->竹", "竹"),
    ],
)
def test_markup_is_taken_off(words: str, plain: str) -> None:
    assert clean_words(words).text == plain


@pytest.mark.parametrize(
    "words", ["<img src=x>", "<SCRIPT>x</SCRIPT>", "x<sup>2</sup>", "<svg/>", "甲" * (LONGEST + 1)]
)
def test_what_would_be_lost_or_is_too_long_is_refused(words: str) -> None:
    assert clean_words(words).refused


@given(st.text(st.sampled_from("<>/&;abp x竹!-#0"), max_size=60))
def test_protected_words_come_back_the_same(words: str) -> None:
    plain = words.strip()
    assert clean_words(protect_words(plain)).text == plain


def test_very_many_beginnings_of_markup_take_no_time() -> None:
    assert not clean_words("<!--" * (LONGEST // 4)).refused
