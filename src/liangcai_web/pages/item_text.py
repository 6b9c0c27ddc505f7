"""Draw the text of a question: words, formulas, tables, pictures.

In: the text as its author wrote it, where its pictures are. Out: HTML of which every character of the author's is
escaped. Follows: the bank format; a formula that cannot be read stands there as it was typed.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec
from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from liangcai.items.content import Media
from liangcai.items.markup import Piece, set_apart, split_markup
from liangcai.items.mathml import draw_formula
from liangcai.items.tex import FormulaError

register = template.Library()


class Figure(msgspec.Struct, frozen=True):
    """Where a page finds a picture, and what it shows."""

    address: str
    words: str


Figures: TypeAlias = Mapping[str, Figure]
"""The pictures that a text may show, by name."""
NO_FIGURES: Figures = {}


def find_figures(media: Iterable[Media], folder: str) -> Figures:
    """The pictures of a question under the address from which a surface serves them."""
    return {one.name: Figure(f"{folder}{one.sha256}", one.alt) for one in media}


@register.filter
def item_text(text: str, figures: Figures = NO_FIGURES) -> SafeString:
    """A stem, option or answer as HTML; a picture that nobody has stands there by its name."""
    try:
        pieces = set_apart(split_markup(text))
    except FormulaError:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - linebreaks escapes
    return mark_safe("".join(_draw(piece, figures) for piece in pieces))  # noqa: S308 - each piece is escaped


def _draw(piece: Piece, figures: Figures) -> SafeString:
    match piece.kind:
        case "formula":
            return mark_safe(draw_formula(piece.formula))  # noqa: S308 - built as a tree and escaped there
        case "picture":
            figure = figures.get(piece.text)
            if figure is None:
                return format_html('<span class="picture">{}</span>', piece.text)
            return format_html('<img class="figure" src="{}" alt="{}">', figure.address, figure.words)
        case "table":
            rows = format_html_join("", "<tr>{}</tr>", ((_cells(row, figures),) for row in piece.rows))
            return format_html('<table class="in-item"><tbody>{}</tbody></table>', rows)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.text.split("\n")))


def _cells(row: tuple[str, ...], figures: Figures) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((item_text(cell, figures),) for cell in row))
