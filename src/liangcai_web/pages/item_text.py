"""Draw the text of a question: words, formulas, tables, pictures.

In: the text as its author wrote it. Out: HTML of which every character of the author's is escaped. Follows: the bank
format; a formula that cannot be read stands there as it was typed.
"""

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from liangcai.items.markup import Piece, split_markup
from liangcai.items.mathml import draw_formula
from liangcai.items.tex import FormulaError

register = template.Library()


@register.filter
def item_text(text: str) -> SafeString:
    """A stem, option or answer as HTML."""
    try:
        pieces = split_markup(text)
    except FormulaError:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - linebreaks escapes
    return mark_safe("".join(_draw(piece) for piece in pieces))  # noqa: S308 - each piece is escaped


def _draw(piece: Piece) -> SafeString:
    match piece.kind:
        case "formula":
            return mark_safe(draw_formula(piece.formula))  # noqa: S308 - built as a tree and escaped there
        case "picture":
            return format_html('<span class="picture">{}</span>', piece.text)
        case "table":
            rows = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in piece.rows))
            return format_html('<table class="in-item"><tbody>{}</tbody></table>', rows)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.text.split("\n")))


def _cells(row: tuple[str, ...]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((item_text(cell),) for cell in row))
