"""The columns of a list of applicants: their heads, what stands in them, which of them a level needs.

In: the conditions of a level. Out: columns by the names of the fields of the application form. Follows: clause 1.9.1;
what no condition can use is not asked, and the words of a choice are those of the form.
"""

import re
from typing import Literal

import msgspec

from liangcai.eligibility.asking import order_kinds
from liangcai.eligibility.needs import Need, list_needs
from liangcai.eligibility.rules import ConditionSet
from liangcai.eligibility.words import AIMS, CLASS_NAMES, SCHOOL_NAMES
from liangcai.findings import Message

Shape = Literal["words", "day", "whole", "choice", "tick", "number"]
WORK_ROWS = 4

RESIDENT = "居民身份证"
DOCUMENTS = (
    RESIDENT,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "港澳台居民居住证",
    "外国人永久居留身份证",
)
DEGREES = {
    "高中": "secondary",
    "中专": "secondary",
    "高中（中专）": "secondary",
    "专科": "college",
    "大专": "college",
    "大学专科": "college",
    "本科": "bachelor",
    "大学本科": "bachelor",
    "学士": "bachelor",
    "大学本科（学士）": "bachelor",
    "第二学士": "second_bachelor",
    "硕士": "master",
    "硕士研究生": "master",
    "博士": "doctor",
    "博士研究生": "doctor",
}
CHOICES: dict[str, dict[str, str]] = {
    "document": {name: name for name in DOCUMENTS},
    "diploma_degree": DEGREES,
    "diploma_school": {name.zh: key for key, name in SCHOOL_NAMES.items()},
    "diploma_class": {name.zh: key for key, name in CLASS_NAMES.items()},
    "diploma_recognition": {"经评估论证": "evaluated", "经主管部门审核认定": "approved"},
    "diploma_target": {aim: aim for aim in AIMS},
    "training_kind": {"培训学时证明": "hours", "正规培训结业证书": "completion"},
    "trainee": {"是": "on", "否": ""},
}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: the field of the form, its head and other heads that mean the same, what stands in it."""

    field: str
    head: Message
    shape: Shape = "words"
    also: tuple[str, ...] = ()
    need: Need | None = None

    @property
    def choices(self) -> dict[str, str]:
        """The words that may stand in it, with what they mean."""
        return CHOICES["trainee" if self.shape == "tick" else self.field]


WORK_PARTS: tuple[tuple[str, str, str, Shape], ...] = (
    ("occupation", "从事职业", "Occupation", "words"),
    ("start", "工作开始日期", "Work from", "day"),
    ("end", "工作结束日期", "Work to", "day"),
    ("trainee", "是否见习", "As a trainee", "tick"),
)
WHO = (
    Column(field="name", head=Message("姓名", "Name")),
    Column(field="document", head=Message("证件类型", "Kind of document"), shape="choice", also=("证件种类",)),
    Column(
        field="id_number",
        head=Message("证件号码", "ID number"),
        shape="number",
        also=("身份证号", "身份证号码", "证件号", "公民身份号码"),
    ),
)
# What the organisation asks for its own planning; no condition of a standard has any use for it.
ASKED = (
    Column(
        field="own_employer",
        head=Message("所在学校或单位", "School or employer"),
        also=("工作单位", "所在单位", "学校"),
    ),
    Column(field="own_site", head=Message("报考考点", "Site applied for"), also=("考点",)),
    Column(field="own_accessible", head=Message("需无台阶座位", "Seat without steps"), shape="tick"),
    Column(field="own_time", head=Message("申请延长时间", "Asks for more time"), shape="tick"),
)
BORN = Column(field="born", head=Message("出生日期", "Day of birth"), shape="day", also=("出生年月日",))
KINDS: dict[str, tuple[Column, ...]] = {
    "birth": (BORN,),
    "training": (
        Column(
            field="training_kind",
            head=Message("培训证明种类", "Kind of training proof"),
            shape="choice",
            need="completion",
        ),
        Column(field="training_hours", head=Message("培训学时", "Training hours"), shape="whole", also=("标准学时",)),
        Column(field="training_issued", head=Message("培训证明日期", "Day of the training proof"), shape="day"),
    ),
    "title": (
        Column(field="title_name", head=Message("职称名称", "Title"), also=("职称",)),
        Column(field="title_obtained", head=Message("职称取得日期", "Day of the title"), shape="day"),
    ),
    "diploma": (
        Column(field="diploma_degree", head=Message("学历学位", "Degree"), shape="choice", also=("学历", "文化程度")),
        Column(field="diploma_major", head=Message("专业", "Major"), also=("所学专业",)),
        Column(
            field="diploma_obtained", head=Message("毕业日期", "Day of graduation"), shape="day", also=("毕业时间",)
        ),
        Column(field="diploma_school", head=Message("院校类型", "Kind of school"), shape="choice", need="school"),
        Column(field="diploma_class", head=Message("班级类型", "Kind of class"), shape="choice", need="class"),
        Column(
            field="diploma_recognition",
            head=Message("培养项目的认定", "Programme established by"),
            shape="choice",
            need="recognition",
        ),
        Column(field="diploma_target", head=Message("培养目标", "Aim of the programme"), shape="choice", need="aim"),
        Column(
            field="diploma_final_year",
            head=Message("最后学年开始日期", "First day of the final year"),
            shape="day",
            need="studies",
        ),
        Column(field="diploma_enrolled", head=Message("入学日期", "Day of enrolment"), shape="day", need="studies"),
    ),
    "certificate": (
        Column(field="certificate_occupation", head=Message("原证书职业", "Occupation of the certificate")),
        Column(field="certificate_level", head=Message("原证书等级", "Level of the certificate")),
        Column(field="certificate_obtained", head=Message("原证书发证日期", "Day of the certificate"), shape="day"),
    ),
    "apprenticeship": (
        Column(field="apprenticeship_occupation", head=Message("学徒的职业", "Occupation of the apprenticeship")),
        Column(field="apprenticeship_completed", head=Message("学徒期满日期", "Day of its completion"), shape="day"),
    ),
    "work": tuple(
        Column(
            field=f"work{number}_{part}",
            head=Message(f"{zh}{number}", f"{en} {number}"),
            shape=shape,
            need="trainee" if part == "trainee" else None,
        )
        for number in range(1, WORK_ROWS + 1)
        for part, zh, en, shape in WORK_PARTS
    ),
    "statement": (Column(field="statement_text", head=Message("补充说明", "In their own words")),),
}


def list_columns(conditions: ConditionSet) -> tuple[Column, ...]:
    """The columns of a list for a level."""
    needs = list_needs(conditions)
    wanted = [column for kind in order_kinds(conditions) for column in KINDS[kind]]
    return (*WHO, *(column for column in wanted if column.need is None or column.need in needs), *ASKED)


def find_columns(conditions: ConditionSet, heads: dict[int, str]) -> dict[int, Column]:
    """Which columns of a sheet are known, by their place."""
    known = {name: column for column in list_columns(conditions) for name in (column.head.zh, *column.also)}
    found = {place: known.get(plain(head)) for place, head in heads.items()}
    return {place: column for place, column in found.items() if column is not None}


def plain(head: str) -> str:
    """A head without blanks, stars and remarks in brackets behind it."""
    return re.sub(r"[(（][^()（）]*[)）]$|[\s*＊]", "", head)
