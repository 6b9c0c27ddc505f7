"""The ladders of levels and how their names are printed.

In: text that names levels. Out: the levels it names, in the order of the document; the directions or work types that a
sentence lists. Follows: clause 1.4 of a standard. Technical standards know three levels; skill standards any contiguous
part of five, which before 2015 were called 初级（国家职业资格五级）and so on.
"""

import re

import msgspec

from liangcai.standard.model import Kind

TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))
SKILL = (("五级", "初级工"), ("四级", "中级工"), ("三级", "高级工"), ("二级", "技师"), ("一级", "高级技师"))
BEFORE_2015 = (("五级", "初级"), ("四级", "中级"), ("三级", "高级"), ("二级", "技师"), ("一级", "高级技师"))
QUALIFICATION = re.compile(r"国家职业资格\s*[一二三四五]\s*级")
NOT_A_LEVEL = "(?!技师|技工|职|专|中学|教师|人员|学校|学院|培养)"
KIND_OF = r"(?:职业)?方向|工种"
NONE_OF_THEM = re.compile(r"不(?:再)?(?:分|设|区分|划分|单设|细分)|没有|均无")


class LevelName(msgspec.Struct, frozen=True):
    """A level as written: the short name that the program uses and the other half of the printed name."""

    name: str
    title: str
    qualification: bool = False

    @property
    def printed(self) -> str:
        """四级/中级工 for a skill level, 初级 for a technical one, 初级（国家职业资格五级）for one before 2015."""
        if self.qualification:
            return f"{self.title}（国家职业资格{self.name}）"
        return self.name if self.name == self.title else f"{self.name}/{self.title}"

    @property
    def pattern(self) -> str:
        """A pattern that finds the level in running text, whatever stands round the slash."""
        before = "(?<!高级)" if self.title == "技师" else ""
        if self.qualification:
            return rf"国家职业资格{self.name}|{before}{self.title}{NOT_A_LEVEL}"
        if self.name == self.title:
            return self.name
        return rf"{self.name}\s*[/／]\s*{self.title}|{self.name}|{before}{self.title}(?!人员|学校|学院)"


Ladder = tuple[LevelName, ...]


def ladder(kind: Kind, *, qualification: bool = False) -> Ladder:
    """All levels of a kind of standard, lowest first; ``qualification`` asks for the names before 2015."""
    pairs = TECHNICAL if kind == "technical" else BEFORE_2015 if qualification else SKILL
    return tuple(LevelName(*pair, qualification) for pair in pairs)


def find_levels(names: Ladder, text: str) -> Ladder:
    """The levels that a text names, in the order in which it first names them."""
    found = [(match.start(), level) for level in names if (match := re.search(level.pattern, text))]
    return tuple(level for _, level in sorted(found, key=lambda pair: pair[0]))


def match_name(names: Ladder, text: str) -> LevelName | None:
    """The one level of a ladder that a heading or a table head names, or None."""
    plain = re.sub(r"[\s()（）%％]", "", QUALIFICATION.sub("", text)).replace("／", "/").removesuffix("专业技术等级")
    wanted = {form: level for level in names for form in (level.name, level.printed, level.title)}
    return wanted.get(plain)


def read_directions(sentence: str) -> tuple[str, ...]:
    """The directions or work types that a sentence lists; none where it says that there are none."""
    if NONE_OF_THEM.search(sentence):
        return ()
    listed = re.search(rf"(?:{KIND_OF})[^：:。]*[：:]\s*(?P<names>[^。；;]+)", sentence)
    counted = re.search(
        rf"(?:分为|包含|包括|含有|设有?|有)(?P<names>(?!职业方向)[^。；;：:]+?)\s*(?:[一二两三四五六七八九十\d]+\s*)?个?(?:{KIND_OF})(?:[。；;，,]|$)",
        sentence,
    )
    match = listed or counted
    return split_names(match["names"]) if match else ()


def split_names(text: str) -> tuple[str, ...]:
    """Names set apart by commas or 和."""
    names = (name.strip().removesuffix("方向") for name in re.split(r"[、，,]|和(?=[^、，,]*$)|及(?=[^、，,]*$)", text))
    return tuple(name for name in names if name)


def name_direction(title: str, directions: tuple[str, ...]) -> str | None:
    """The direction or work type that a title or a head cell names, or None."""
    plain = re.sub(r"[\s()（）%％]", "", title)
    return next((d for d in directions if plain in (d, f"{d}方向", f"{d}工种")), None)
