"""Labels fit into their blocks or are left out; never half a word."""

from hypothesis import given
from hypothesis import strategies as st

from liangcai_web.public.labels import LINE, PADDING, fit_label, measure

WORDS = st.text(alphabet="规划设计、运行维护 abcXYZ", min_size=1, max_size=20)


@given(words=WORDS, width=st.integers(10, 400), height=st.integers(10, 400))
def test_a_label_fits_or_is_left_out(words, width, height):
    lines = fit_label(words, width, height, 13.0)
    assert all(measure(line) * 13.0 <= width - PADDING for line in lines)
    assert len(lines) * 13.0 * LINE <= max(height - PADDING, 0)
    if lines:
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_latin_words_are_not_cut():
    assert fit_label("Project Implementation", 130, 100, 13.0) == ("Project", "Implementation")
    assert fit_label("Implementation", 60, 100, 13.0) == ()


def test_no_line_begins_with_a_comma():
    narrow = fit_label("培训、指导与研究", 13 * 2 + PADDING, 200, 13.0)
    assert narrow
    assert not any(line.startswith("、") for line in narrow)
    assert fit_label("培训、指导与研究", 13 * 3 + PADDING, 200, 13.0) == ("培训、", "指导与", "研究")
