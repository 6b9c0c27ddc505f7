"""What the model holds of an element, and which of it stands on which line.

In: an element, the lines of the source. Out: words by line. Follows: nothing is lost and nothing invented; the words
are those of the model, and the lines only say where characters stand and where not.
"""

from liangcai.findings import Span
from liangcai.standard.model import (
    Assessment,
    BasicGroup,
    GlossaryEntry,
    Level,
    LevelMinutes,
    Part,
    Passage,
    Placed,
    TableHead,
    Total,
    Training,
    Weight,
)
from liangcai.standard.reading.account import PARAGRAPH_TAG

DASH = "—"


def tell(value: Placed) -> str:
    """What the model holds of an element, its number and its place aside."""
    match value:
        case Level():
            hours = "" if value.training_hours is None else f"{value.training_hours} h"
            return " ".join(filter(None, (value.printed_name, "、".join(value.directions), hours)))
        case Weight() | Total():
            return DASH if value.percent is None else f"{value.percent}%"
        case TableHead():
            return " | ".join(value.cells)
        case Training():
            return "\n".join((*value.teachers, value.places))
        case Assessment():
            return f"{value.pass_mark or DASH}/{value.full_mark or DASH}"
        case Part() | LevelMinutes():
            return tell_part(value)
        case Passage():
            return f"{value.title}\n{value.text}"
        case GlossaryEntry():
            return f"{value.term} {value.text}"
        case BasicGroup():
            return value.name
    return str(getattr(value, "text", "") or getattr(value, "name", ""))


def tell_part(value: Part | LevelMinutes) -> str:
    """A part of the examination, or the minutes of some of its levels."""
    levels = "、".join(value.levels)
    if isinstance(value, LevelMinutes):
        return f"{levels} {value.minutes} min"
    minutes = "" if value.minutes_min is None or value.minutes else f"{value.minutes_min} min"
    staff = f"{value.staff.ratio or ''} ≥{value.staff.at_least}" if value.staff else ""
    return " ".join(filter(None, (value.name, levels, minutes, staff.strip())))


def tell_lines(value: Placed, source: list[str]) -> dict[int, str]:
    """What is told on each line that an element stands on.

    On its first line all of it, on later ones the words that stand there; of a passage on each line its own words.
    """
    words = tell(value)
    numbers = sorted({line for span in value.spans for line in range(span.line, span.end_line + 1)})
    if not numbers or (len(numbers) == 1 and not isinstance(value, Passage)):
        return dict.fromkeys(numbers, words)
    shares = share_words(words, value.spans, source)
    if isinstance(value, Passage):
        return {line: shares.get(line, "") for line in numbers}
    return {line: words if line == value.line else shares.get(line, "") for line in numbers}


def share_words(words: str, spans: tuple[Span, ...], source: list[str]) -> dict[int, str]:
    """The words by the line on which their characters stand; nothing when they do not fit their place.

    In front of them a number may stand that the model holds apart.
    """
    lines = [line for span in spans for line in list_places(span, source)]
    at = [place for place, character in enumerate(words) if not character.isspace()]
    number = len(lines) - len(at)
    if number < 0:
        return {}
    ends: dict[int, tuple[int, int]] = {}
    for line, place in zip(lines[number:], at, strict=True):
        ends[line] = (ends[line][0] if line in ends else place, place + 1)
    return {line: words[first:last].strip() for line, (first, last) in ends.items()}


def list_places(span: Span, source: list[str]) -> list[int]:
    """The line of each character of a span that is neither blank nor the encoding of a cell."""
    found: list[int] = []
    for line in range(span.line, span.end_line + 1):
        start = span.column - 1 if line == span.line else 0
        end = span.end_column if line == span.end_line else len(source[line - 1])
        piece = PARAGRAPH_TAG.sub("", source[line - 1][start:end])
        found += [line] * sum(not character.isspace() for character in piece)
    return found
