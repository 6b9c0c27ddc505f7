"""What the words of application conditions name, in both directions.

In: nothing. Out: tables from words to values and from values to words. Follows: clause 1.9.1 of published standards
and the national systems of schools, degrees and majors, which belong to no occupation.
"""

from liangcai.eligibility.rules import (
    CLASSES,
    TECHNICAL_SCHOOLS,
    VOCATIONAL_SCHOOLS,
    Award,
    Degree,
    School,
    SchoolClass,
    Scope,
)
from liangcai.findings import Message
from liangcai.standard.reading.levels import BEFORE_2015

SCHOOLS: dict[str, tuple[School, ...]] = {
    "技工学校": ("technical_school",),
    "高级技工学校": ("advanced_technical_school",),
    "技师学院": ("technician_college",),
    "技工院校": TECHNICAL_SCHOOLS,
    "中等职业学校": ("secondary_vocational",),
    "高等职业学校": ("higher_vocational",),
    "高等职业院校": ("higher_vocational",),
    "中等及以上职业学校": VOCATIONAL_SCHOOLS,
    "中等及以上职业院校": VOCATIONAL_SCHOOLS,
    "中等以上职业学校": VOCATIONAL_SCHOOLS,
    "专科及以上普通高等学校": ("university",),
    "普通高等学校": ("university",),
}

CLASS_NAMES: dict[SchoolClass, Message] = {
    "intermediate_class": Message("中级工班", "an intermediate class"),
    "advanced_class": Message("高级工班", "an advanced class"),
    "prospective_technician_class": Message("预备技师班", "a class of prospective technicians"),
    "technician_class": Message("技师班", "a technicians' class"),
}

# Schools from lower to higher: where practice lets the higher cover the lower, those to the right count as well.
SCHOOL_LADDERS: tuple[tuple[School, ...], ...] = (TECHNICAL_SCHOOLS, VOCATIONAL_SCHOOLS)

DEGREE_WORDS: dict[str, tuple[Degree, Award]] = {
    "高中（中专）": ("secondary", "education"),
    "高中": ("secondary", "education"),
    "中专": ("secondary", "education"),
    "大专": ("college", "education"),
    "专科": ("college", "education"),
    "本科": ("bachelor", "education"),
    "硕士研究生": ("master", "education"),
    "博士研究生": ("doctor", "education"),
    "学士": ("bachelor", "degree"),
    "第二学士": ("second_bachelor", "degree"),
    "双学士": ("second_bachelor", "degree"),
    "硕士": ("master", "degree"),
    "博士": ("doctor", "degree"),
}

# Names of the levels before 2015, when a number stood only in their brackets.
OLD_LEVELS = {title: name for name, title in BEFORE_2015}

AIMS = ("初级技能", "中级技能", "高级技能")

SCHOOL_NAMES: dict[School, Message] = {
    "technical_school": Message("技工学校", "a technical school"),
    "advanced_technical_school": Message("高级技工学校", "an advanced technical school"),
    "technician_college": Message("技师学院", "a technician college"),
    "secondary_vocational": Message("中等职业学校", "a secondary vocational school"),
    "higher_vocational": Message("高等职业学校", "a higher vocational school"),
    "university": Message("普通高等学校", "a university"),
}

DEGREE_NAMES: dict[tuple[Degree, Award], Message] = {
    ("secondary", "education"): Message("高中（中专）学历", "upper secondary education"),
    ("college", "education"): Message("大学专科学历", "junior college education"),
    ("bachelor", "education"): Message("大学本科学历", "undergraduate education"),
    ("master", "education"): Message("硕士研究生学历", "graduate education at master's level"),
    ("doctor", "education"): Message("博士研究生学历", "graduate education at doctoral level"),
    ("bachelor", "degree"): Message("学士学位", "a bachelor's degree"),
    ("second_bachelor", "degree"): Message("第二学士学位", "a second bachelor's degree"),
    ("master", "degree"): Message("硕士学位", "a master's degree"),
    ("doctor", "degree"): Message("博士学位", "a doctoral degree"),
}

OCCUPATION_NAMES: dict[Scope, Message] = {
    "own": Message("本职业", "this occupation"),
    "related": Message("相关职业", "a related occupation"),
    "own_or_related": Message("本职业或相关职业", "this or a related occupation"),
    "profession": Message("本专业技术", "the technical work of this profession"),
}

MAJOR_NAMES: dict[Scope, Message] = {
    "own": Message("本专业", "the major of this occupation"),
    "related": Message("相关专业", "a related major"),
    "own_or_related": Message("本专业或相关专业", "the major of this occupation or a related one"),
    "profession": Message("本专业", "the major of this occupation"),
}


def read_scope(word: str) -> Scope:
    """Own, related or either, from 本职业, 相关专业, 本职业或相关职业 and the like."""
    own, related = "本" in word, "相关" in word
    if own and related:
        return "own_or_related"
    return "own" if own else "related"


def read_classes(name: str, *, or_higher: bool) -> tuple[SchoolClass, ...]:
    """The classes of technical schools that a name means, with those above it where 及以上 stands behind it."""
    place = next(n for n, one in enumerate(CLASSES) if CLASS_NAMES[one].zh == name)
    return CLASSES[place:] if or_higher else (CLASSES[place],)
