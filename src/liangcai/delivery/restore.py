"""Lead a response back from what the candidate saw to the letters of the paper.

In: the question as presented, the response in the letters shown. Out: the response in the paper's letters, or None.
Follows: marking knows only the paper; what names nothing that was shown is None, and a blank stays blank.
"""

from liangcai.delivery.present import PresentedQuestion
from liangcai.items.model import LETTERS
from liangcai.items.responses import join_pieces, split_pieces

OPEN = "-"


def restore_response(question: PresentedQuestion, shown: str) -> str | None:
    """The response in the paper's letters; choices in order, orders and matches place by place."""
    if not shown:
        return shown
    match question.type:
        case "single" | "multiple":
            restored = _translate(shown, question.letters)
            return None if restored is None else "".join(sorted(restored))
        case "order":
            return _translate(shown, question.letters)
        case "match":
            return _restore_match(question, shown)
        case "case":
            return _restore_case(question, shown)
    return shown


def _translate(shown: str, letters: str) -> str | None:
    """Letter by letter; an open place stays open."""
    positions = [LETTERS.find(letter) for letter in shown if letter != OPEN]
    if any(not 0 <= position < len(letters) for position in positions):
        return None
    return "".join(OPEN if letter == OPEN else letters[LETTERS.index(letter)] for letter in shown)


def _restore_match(question: PresentedQuestion, shown: str) -> str | None:
    """One target letter for each option shown becomes one for each option of the paper."""
    restored = _translate(shown, question.target_letters)
    if restored is None or len(restored) != len(question.letters):
        return None
    return "".join(target for _, target in sorted(zip(question.letters, restored, strict=True)))


def _restore_case(question: PresentedQuestion, shown: str) -> str | None:
    pieces = split_pieces(shown, len(question.parts))
    if pieces is None:
        return None
    restored = [restore_response(part, piece) for part, piece in zip(question.parts, pieces, strict=True)]
    if any(piece is None for piece in restored):
        return None
    return join_pieces(tuple(piece or "" for piece in restored))
