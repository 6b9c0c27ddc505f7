"""Every bundled question can be printed: no character of it lacks a glyph, and raised digits are set as such."""

import msgspec
import pytest

import liangcai_reference
from liangcai.items.read import read_items
from liangcai_host.typesetting.fonts import find_missing
from liangcai_host.typesetting.texts import print_text

OCCUPATIONS = liangcai_reference.list_occupations()


@pytest.mark.parametrize("occupation", OCCUPATIONS)
def test_every_bundled_question_has_its_glyphs(occupation: str) -> None:
    files = liangcai_reference.read_bank_texts(occupation)
    assert files
    for name, text in files:
        bank = read_items(text, name).value
        assert bank is not None
        for item in bank.items:
            texts = (item.stem, *item.options, item.rationale)
            printed = [msgspec.json.encode(print_text(words)).decode() for words in texts]
            assert not find_missing("".join(printed)), (item.id, find_missing("".join(printed)))


def test_raised_and_lowered_digits_are_pieces_of_their_own() -> None:
    pieces = [(piece.kind, piece.text) for piece in print_text("1×10⁻⁶ m²，log₂8")]
    assert pieces == [
        ("text", "1×10"),
        ("raised", "−6"),
        ("text", " m"),
        ("raised", "2"),
        ("text", "，log"),
        ("lowered", "2"),
        ("text", "8"),
    ]
