"""A second scorer of theory papers, written from the rules in words, sharing no code with the first.

In: a paper as JSON, what the candidate was shown, what was typed, the pack and the marking version as JSON. Out: the
points of each question and the total, in fractions. Follows: the words of ``docs/guides/exam-office.md`` and of the
rule pack of marking. It works with the texts that were chosen where the first works with letters.
"""

import json
import re
import unicodedata
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
ALPHABET = "ABCDEFGH"
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d{1,3})?", re.IGNORECASE)
WAITS = "waits"
LARGE = Fraction(1_000_000)


class Scorer:
    """Scores papers by one pack and one marking version."""

    def __init__(self, pack: Json, version: Json) -> None:
        self.pack = pack
        self.step = Fraction(str(pack["share_step"]))
        self.amended = {one["item_id"]: one for one in version.get("amendments", ())}

    def score(self, questions: list[Json], shown: dict[str, Json], typed: dict[str, str]) -> tuple[list[Any], Fraction]:
        """Points a question (``WAITS`` where people mark), and the rounded total."""
        each: list[Any] = []
        earned, gone, full = Fraction(0), Fraction(0), Fraction(0)
        for question in questions:
            most, name = Fraction(str(question["points"])), question["item"]["id"]
            full += most
            points = self.score_question(question["item"], most, shown[name], typed.get(name, ""))
            if self.amended.get(name, {}).get("how") == "drop" and self.pack["dropped"] == "taken_out":
                gone += most
            each.append(points)
            earned += points[0] if isinstance(points, tuple) else points
        if gone:
            earned = earned * full / (full - gone) if full > gone else full
        step = Fraction(str(self.pack["rounding"]))
        return each, (earned / step + Fraction(1, 2)).__floor__() * step

    def score_question(self, item: Json, most: Fraction, shown: Json, typed: str) -> Any:
        """One question under its amendment: dropped, or by whichever accepted key gives most."""
        amended = self.amended.get(item["id"])
        if amended is None:
            return self.judge(item, most, shown, typed)
        if amended["how"] == "drop":
            return most if self.pack["dropped"] == "full_points" else Fraction(0)
        return max(self.judge(with_key(item, key), most, shown, typed) for key in amended["keys"])

    def judge(self, item: Json, most: Fraction, shown: Json, typed: str) -> Any:
        """One question by its own key; a case may wait with what its other parts earned."""
        kind = item["type"]
        if kind in ("short", "essay"):
            return (Fraction(0), WAITS) if typed.strip() else Fraction(0)
        if not typed:
            return Fraction(0)
        if kind == "truefalse":
            return most if typed == item["key"] else Fraction(0)
        if kind in ("single", "multiple"):
            return self.judge_choice(item, most, shown, typed)
        if kind in ("order", "match"):
            return self.judge_places(item, most, shown, typed)
        pieces = read_list(typed, len(item["parts"] if kind == "case" else item["blanks"]))
        if pieces is None or not any(piece.strip() for piece in pieces):
            return Fraction(0)
        if kind == "case":
            return self.judge_case(item, most, shown, pieces)
        values = read_values(item, shown["stem"])
        right = sum(fills(blank, piece, values) for blank, piece in zip(item["blanks"], pieces, strict=True))
        return self.weigh(right, len(pieces), most)

    def judge_choice(self, item: Json, most: Fraction, shown: Json, typed: str) -> Fraction:
        """By the set of texts that were ticked."""
        places = [ALPHABET.find(letter) for letter in typed]
        if len(set(places)) < len(places) or any(not 0 <= place < len(shown["options"]) for place in places):
            return Fraction(0)
        if item["type"] == "single" and len(places) != 1:
            return Fraction(0)
        chosen = {shown["options"][place] for place in places}
        right = {item["options"][ALPHABET.index(letter)] for letter in item["key"]}
        if chosen == right:
            return most
        if item["type"] == "single" or not chosen < right:
            return Fraction(0)
        if self.pack["multiple"] == "half_for_subset":
            return most / 2
        if self.pack["multiple"] == "per_option":
            return min(most, len(chosen) * Fraction(str(self.pack["option_points"])))
        return Fraction(0)

    def judge_places(self, item: Json, most: Fraction, shown: Json, typed: str) -> Fraction:
        """Orders: the text in each place. Matches: the target text of each option text."""
        texts = shown["options"] if item["type"] == "order" else shown["targets"]
        if any(letter != "-" and not 0 <= ALPHABET.find(letter) < len(texts) for letter in typed):
            return Fraction(0)
        given = [None if letter == "-" else texts[ALPHABET.index(letter)] for letter in typed]
        if item["type"] == "order":
            wanted = [item["options"][ALPHABET.index(letter)] for letter in item["key"]]
            named = [text for text in given if text is not None]
            if len(given) != len(wanted) or len(set(named)) < len(named):
                return Fraction(0)
            return self.weigh(sum(a == b for a, b in zip(given, wanted, strict=True)), len(wanted), most)
        if len(given) != len(shown["options"]):
            return Fraction(0)
        mine = dict(zip(shown["options"], given, strict=True))
        right = sum(
            mine[option] == item["targets"][ALPHABET.index(letter)]
            for option, letter in zip(item["options"], item["key"], strict=True)
        )
        return self.weigh(right, len(item["key"]), most)

    def judge_case(self, item: Json, most: Fraction, shown: Json, pieces: list[str]) -> Any:
        """Each question of a case on an equal share; a piece that names nothing shown spoils the whole answer."""
        share = self.cut(most, 1, len(pieces))
        parts = list(zip(item["parts"], shown["parts"], pieces, strict=True))
        if any(not names_shown(part, own, piece) for part, own, piece in parts):
            return Fraction(0)
        judged = [self.judge(part, share, own, piece) for part, own, piece in parts]
        waits = any(isinstance(one, tuple) for one in judged)
        points = [one[0] if isinstance(one, tuple) else one for one in judged]
        if waits:
            return (sum(points, Fraction(0)), WAITS)
        # cut shares may be nought: a part is right when it would earn all of a large number of points
        right = all(self.judge(part, LARGE, own, piece) == LARGE for part, own, piece in parts)
        return most if right else sum(points, Fraction(0))

    def weigh(self, right: int, of: int, most: Fraction) -> Fraction:
        """So many pieces right of so many."""
        if right == of:
            return most
        return Fraction(0) if self.pack["pieces"] == "all_or_nothing" else self.cut(most, right, of)

    def cut(self, most: Fraction, right: int, of: int) -> Fraction:
        """A share, cut down to the step."""
        return (most * right / of / self.step).__floor__() * self.step


def with_key(item: Json, key: str) -> Json:
    """A question with another right answer; a gap that is blank in it stays."""
    if item["type"] not in ("fill", "calculation"):
        return item | {"key": key}
    gaps = []
    for blank, piece in zip(item["blanks"], json.loads(key), strict=True):
        if not piece:
            gaps.append(blank)
        elif blank.get("accepted"):
            gaps.append(blank | {"accepted": [piece]})
        else:
            gaps.append({name: one for name, one in blank.items() if name != "formula"} | {"value": piece})
    return item | {"blanks": gaps}


def names_shown(part: Json, shown: Json, piece: str) -> bool:
    """Whether every letter of a piece stands for something that was shown; a match has one for each option."""
    if not piece or part["type"] not in ("single", "multiple", "order", "match"):
        return True
    texts = shown["targets"] if part["type"] == "match" else shown["options"]
    known = all(letter == "-" or 0 <= ALPHABET.find(letter) < len(texts) for letter in piece)
    return known and (part["type"] != "match" or len(piece) == len(shown["options"]))


def read_list(typed: str, count: int) -> list[str] | None:
    """The pieces of an answer, or None where it is no list of so many texts."""
    try:
        pieces = json.loads(typed)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(pieces, list) and len(pieces) == count and all(isinstance(one, str) for one in pieces)
    return pieces if fits else None


def read_values(item: Json, stem: str) -> dict[str, Fraction]:
    """The values drawn, read off the question as the candidate saw it."""
    names = [one["name"] for one in item.get("values", ())]
    if not names:
        return {}
    pattern = re.escape(item["stem"])
    for name in names:
        pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>-?[0-9.]+)", 1)
    found = re.fullmatch(pattern, stem)
    assert found is not None, stem
    return {name: Fraction(found[name]) for name in names}


def fills(blank: Json, typed: str, values: dict[str, Fraction]) -> bool:
    """Whether words fill a gap: the same words, or a number near enough in the unit asked for."""
    if blank.get("accepted"):
        return plain(typed) in [plain(one) for one in blank["accepted"]]
    wanted = Fraction(blank["value"]) if blank.get("value") else work_out(blank["formula"], values)
    text = unicodedata.normalize("NFKC", "".join(typed.split())).replace("−", "-")
    found = NUMBER.match(text)
    if found is None or not re.search(r"\d", found[0]):
        return False
    unit = plain(text[found.end() :])
    near = abs(Fraction(found[0].replace(",", "")) - wanted) <= Fraction(blank.get("tolerance", "0"))
    return near and unit in ("", plain(blank.get("unit", "")))


def plain(words: str) -> str:
    """Words without what carries no meaning: width, spaces, case, an end mark."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold().rstrip("。.;；，,、")


def work_out(formula: str, values: dict[str, Fraction]) -> Fraction:
    """A formula in fractions, half up where it rounds."""

    def half_up(value: Fraction, places: int = 0) -> Fraction:
        scaled = value * 10**places
        sign = -1 if scaled < 0 else 1
        return Fraction(sign * (abs(scaled) + Fraction(1, 2)).__floor__(), 10**places)

    names = {"round": half_up, "__builtins__": {}, **values}
    return Fraction(eval(formula, names))  # noqa: S307 - formulas of this proof
