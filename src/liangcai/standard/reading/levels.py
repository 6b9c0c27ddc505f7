"""The two ladders of levels and how their names are printed.

In: text that names levels. Out: the levels it names, in the order of the document, with their directions.
Follows: clause 1.4 of a standard. Technical standards know three levels; skill standards any contiguous part of five.
"""

import re

import msgspec

from liangcai.standard.model import Kind

TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))
SKILL = (("五级", "初级工"), ("四级", "中级工"), ("三级", "高级工"), ("二级", "技师"), ("一级", "高级技师"))


class LevelName(msgspec.Struct, frozen=True):
    """A level as written: the short name that the program uses and the other half of the printed name."""

    name: str
    title: str

    @property
    def printed(self) -> str:
        """四级/中级工 for a skill level, 初级 for a technical one."""
        return self.name if self.name == self.title else f"{self.name}/{self.title}"

    @property
    def pattern(self) -> str:
        """A pattern that finds the level in running text, whatever stands round the slash."""
        if self.name == self.title:
            return self.name
        return rf"{self.name}\s*[/／]\s*{self.title}|{self.name}|(?<!高级){self.title}(?!人员|学校|学院)"


def ladder(kind: Kind) -> tuple[LevelName, ...]:
    """All levels of a kind of standard, lowest first."""
    return tuple(LevelName(*pair) for pair in (TECHNICAL if kind == "technical" else SKILL))


def find_levels(kind: Kind, text: str) -> tuple[LevelName, ...]:
    """The levels that a text names, in the order in which it first names them."""
    found = [(match.start(), level) for level in ladder(kind) if (match := re.search(level.pattern, text))]
    return tuple(level for _, level in sorted(found, key=lambda pair: pair[0]))


def match_level(kind: Kind, text: str) -> LevelName | None:
    """The one level that a heading or a table head names, or None."""
    plain = re.sub(r"[\s()（）%％]", "", text)
    wanted = {form: level for level in ladder(kind) for form in (level.name, level.printed, level.title)}
    return wanted.get(plain)


def read_directions(text: str) -> tuple[str, ...]:
    """The directions listed behind a colon in a sentence on 职业方向; none where the sentence says so."""
    match = re.search(r"方向[^：:。]*[：:]\s*([^。；;]+)", text)
    if not match or "不分" in text:
        return ()
    return tuple(name.strip().removesuffix("方向") for name in re.split(r"[、，,和及]", match.group(1)) if name.strip())
