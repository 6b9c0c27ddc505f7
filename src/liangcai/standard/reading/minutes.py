"""How long each part of an examination lasts, level by level.

In: the clause on time, the ladder of names. Out: numbers of minutes with the part and the levels that they are for.
Follows: clause 1.9.4 as it is printed: one number for everyone; levels behind the name of a part; parts behind the name
of a level; levels in brackets behind a number; as many numbers as names; 以上, 以下, 至; 其他. Of a range the lower end
counts, for the clause says how long a part lasts at least. A list of numbers that fits no list of names is not guessed.
"""

import re
from collections.abc import Iterator

import msgspec

from liangcai.standard.model import LevelMinutes, PartKind
from liangcai.standard.reading.levels import Ladder
from liangcai.standard.reading.source import NOWHERE, Source, Traced, concatenate

PARTS: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    ("theory", re.compile(r"理论知识(?:考试|考核|评价)?")),
    ("skill", re.compile(r"专业能力(?:考核|考试)?|(?:操作)?技能(?:操作)?(?:考核|评价|考试)")),
    ("review", re.compile(r"综合评审")),
)
UNIT = r"(?:分钟|min|小时|h(?![a-z]))"
AMOUNT = rf"(?P<amount>\d{{1,4}}(?:\.\d)?)(?:\s*{UNIT})?(?:\s*[~～–—至-]\s*\d{{1,4}}(?:\.\d)?)?"
UNNAMED = AMOUNT.replace("?P<amount>", "?:")
LIST = rf"(?<![\d.]){UNNAMED}(?:(?:\s*{UNIT})?\s*[、,，和]\s*{UNNAMED}){{0,9}}\s*(?P<unit>{UNIT})"
NUMBER = re.compile(AMOUNT, re.IGNORECASE)
NUMBERS = re.compile(LIST, re.IGNORECASE)
BRACKETED = re.compile(r"\s{0,3}[（(](?P<inside>[^（()）\n]{1,99})[)）]")
REACH = re.compile(r"[)）]?\s?(?:[（(]含[)）]|及其?|和)?\s?以(?P<way>[上下])")
TO = re.compile(r"[)）]?\s?[至到~～—–-]\s?")
HEAD = re.compile(r"[)）]?\s?[：:]")
OTHERS = re.compile(r"其[他余]|(?:各个?|所有|全部|每个)(?:职业技能|专业技术)?等?级")
ENDS = re.compile(r"[。；;\n]")
NEW_LINE = Traced("\n", (NOWHERE,))


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes of a part at some levels, or, without levels, at every level that is not spoken of."""

    part: str
    levels: tuple[str, ...]
    minutes: int
    place: Traced


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the clause that counts; ``word`` is a part, a level, or the sign at the end of a sentence."""

    kind: str
    start: int
    end: int
    word: str = ""


class Listener:
    """What the clause has said so far: the parts and levels that the next number is for."""

    def __init__(self, names: Ladder) -> None:
        self.order = [name.name for name in names]
        self.parts: list[str] = []
        self.levels: list[str] = []
        self.parts_used, self.levels_used = True, True
        # Levels named before the part lead: they hold for the parts behind it as well.
        self.leading, self.headed = False, False
        self.last = 0

    def hear_part(self, token: Token) -> None:
        """A part is named: beside those that wait for a number, or in place of those that have one."""
        self.parts = [token.word] if self.parts_used else [*self.parts, token.word]
        self.parts_used = False
        if not self.levels_used:
            self.leading = True
        elif not self.leading:
            self.levels = []

    def hear_level(self, token: Token, text: str) -> None:
        """A level is named, alone or as an end of a run of levels."""
        if self.levels_used:
            self.levels, self.levels_used, self.leading = [], False, False
        place = self.order.index(token.word)
        run = [token.word]
        if self.levels and TO.fullmatch(text, self.last, token.start):
            first = self.order.index(self.levels[-1])
            run = self.order[min(first, place) : max(first, place) + 1]
        reach = REACH.match(text, token.end)
        if reach:
            run = self.order[place:] if reach["way"] == "上" else self.order[: place + 1]
        self.levels = list(dict.fromkeys([*self.levels, *run]))
        self.headed = bool(HEAD.match(text, reach.end() if reach else token.end))
        self.last = token.end

    def hear_end(self, sign: str) -> None:
        """A sentence ends: a level that heads a list goes on to hold in front of a semicolon or a new line."""
        self.parts_used = True
        if sign == "。" or not self.headed:
            self.levels, self.levels_used, self.leading, self.headed = [], True, False, False

    def hear_others(self) -> None:
        """Everyone else: no level in particular."""
        self.levels, self.levels_used, self.leading, self.headed = [], True, False, False

    def share(self, minutes: list[int]) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """Who gets which of the numbers; nobody where their count fits no names."""
        levels = tuple(self.levels)
        if len(minutes) == 1:
            yield from ((part, levels, minutes[0]) for part in self.parts)
        elif len(minutes) == len(levels):
            yield from (
                (part, (level,), own) for part in self.parts for level, own in zip(levels, minutes, strict=True)
            )
        elif len(minutes) == len(self.parts):
            yield from ((part, levels, own) for part, own in zip(self.parts, minutes, strict=True))
        self.parts_used = self.levels_used = True


def listen(paragraphs: tuple[Traced, ...], names: Ladder) -> tuple[Spoken, ...]:
    """Everything that a clause says of minutes."""
    clause = concatenate([piece for paragraph in paragraphs for piece in (paragraph.tight(), NEW_LINE)])
    text, heard, done = clause.text, Listener(names), 0
    found: list[Spoken] = []
    for token in list_tokens(text, names):
        if token.start < done:
            continue
        if token.kind == "numbers":
            bracket = BRACKETED.match(text, token.end)
            aside = list_levels(bracket["inside"], names) if bracket else ()
            done = bracket.end() if bracket and aside else token.end
            if aside:
                heard.levels = list(aside)
            place = clause[token.start : done]
            found += [
                Spoken(part=part, levels=levels, minutes=minutes, place=place)
                for part, levels, minutes in heard.share(read_numbers(text[token.start : token.end]))
            ]
        elif token.kind == "part":
            heard.hear_part(token)
        elif token.kind == "level":
            heard.hear_level(token, text)
        elif token.kind == "others":
            heard.hear_others()
        else:
            heard.hear_end(token.word)
    return tuple(found)


def list_tokens(text: str, names: Ladder) -> list[Token]:
    """What counts in a text, in its order."""
    kinds = [("numbers", "", NUMBERS), ("others", "", OTHERS)]
    kinds += [("part", part, pattern) for part, pattern in PARTS]
    kinds += [("level", name.name, re.compile(name.pattern)) for name in names]
    tokens = [
        Token(kind=kind, word=word, start=match.start(), end=match.end())
        for kind, word, pattern in kinds
        for match in pattern.finditer(text)
    ]
    tokens += [Token(kind="end", word=end.group(), start=end.start(), end=end.end()) for end in ENDS.finditer(text)]
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def list_levels(text: str, names: Ladder) -> tuple[str, ...]:
    """The levels that the words in a bracket name."""
    heard = Listener(names)
    for token in list_tokens(text, names):
        if token.kind == "level":
            heard.hear_level(token, text)
    return tuple(heard.levels)


def read_numbers(text: str) -> list[int]:
    """The minutes of a list of numbers with one unit."""
    hours = re.search(r"(?:小时|h)\s*$", text, re.IGNORECASE)
    return [round(float(match["amount"]) * (60 if hours else 1)) for match in NUMBER.finditer(text)]


def share_levels(
    source: Source, spoken: tuple[Spoken, ...], part: PartKind, levels: tuple[str, ...]
) -> tuple[LevelMinutes, ...]:
    """The minutes of a part at the levels that sit it; levels with the same number stand together."""
    said: dict[str, Spoken] = {}
    for one in sorted(spoken, key=lambda one: not one.levels):
        for level in one.levels or levels:
            if one.part == part and level in levels:
                said.setdefault(level, one)
    together: dict[int, list[str]] = {}
    for level in levels:
        if level in said:
            together.setdefault(said[level].minutes, []).append(level)
    return tuple(
        make_minutes(source, tuple(own), minutes, [said[level].place for level in own])
        for minutes, own in together.items()
    )


def make_minutes(source: Source, levels: tuple[str, ...], minutes: int, places: list[Traced]) -> LevelMinutes:
    """Levels with their minutes, where the numbers stand."""
    whole = concatenate(list({place.at: place for place in places}.values()))
    return LevelMinutes(levels=levels, minutes=minutes, line=source.line(whole), spans=source.spans(whole))
