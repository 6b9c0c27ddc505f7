"""The words of the application form: its labels, its choices, its rows, and what it says of faults.

In: nothing. Out: messages, names of fields. Follows: clause 1.9.1 of published standards.
"""

from liangcai.eligibility.words import AIMS, CLASS_NAMES, SCHOOL_NAMES
from liangcai.findings import Message

COMPLETE = Message("这一行要填完整，或全部留空。", "Fill in the whole row, or leave all of it blank.")
A_DAY = Message(
    "请填毕业日期；在读的填入学或最后学年的日期。", "Write the day of graduation, or since when the studies last."
)
TWO_BIRTHS = Message("与身份证号码中的出生日期不符。", "This is not the day of birth in the ID number.")

LABELS = {
    "name": Message("姓名", "Name"),
    "id_number": Message("证件号码", "ID number"),
    "born": Message("出生日期", "Day of birth"),
    "work1_occupation": Message("从事的职业", "Occupation"),
    "work1_start": Message("起", "From"),
    "work1_end": Message("止（仍在职留空）", "To (blank if it goes on)"),
    "work1_trainee": Message("见习", "As a trainee"),
    "apprenticeship_occupation": Message("学徒的职业", "Occupation of the apprenticeship"),
    "apprenticeship_completed": Message("期满日期", "Day of completion"),
    "diploma_degree": Message("学历学位", "Degree"),
    "diploma_major": Message("专业", "Major"),
    "diploma_obtained": Message("毕业日期", "Day of graduation"),
    "diploma_school": Message("院校类型", "Kind of school"),
    "diploma_class": Message("班级类型", "Kind of class"),
    "diploma_recognition": Message("培养项目的认定", "How the programme was established"),
    "diploma_target": Message("培养目标", "Aim of the programme"),
    "diploma_final_year": Message("最后学年开始日期（应届）", "First day of the final year"),
    "diploma_enrolled": Message("入学日期（在读）", "Day of enrolment"),
    "title_name": Message("职称名称", "Name of the title"),
    "title_obtained": Message("取得日期", "Day granted"),
    "certificate_occupation": Message("证书所属职业", "Occupation of the certificate"),
    "certificate_level": Message("等级（如 五级）", "Level (such as 五级)"),
    "certificate_obtained": Message("发证日期", "Day of issue"),
    "training_kind": Message("证明种类", "Kind of proof"),
    "training_hours": Message("标准学时", "Standard hours"),
    "training_issued": Message("证明开具日期", "Day of the proof"),
    "statement_text": Message("与申报条件有关的情况", "What bears on the conditions"),
    "own_employer": Message("所在学校或单位", "School or employer"),
    "own_site": Message("报考考点", "Site applied for"),
    "own_accessible": Message("需要无台阶可到的座位", "I need a seat without steps"),
    "own_time": Message("申请延长考试时间", "I ask for more time"),
    "ruling_topic": Message("认定对象", "What is ruled on"),
    "ruling_name": Message("职业或专业名称", "Name of the occupation or major"),
    "ruling_relation": Message("认定", "Ruling"),
    "ruling_grounds": Message("认定依据", "Grounds"),
}
HELPS = {
    "own_employer": Message(
        "用于回避和座位编排：同单位的人不监考、不考评、不相邻。",
        "For recusal and seating: nobody of it watches or judges you, or sits beside you.",
    ),
    "own_time": Message("由本机构两人决定，会请您出示证明。", "Two officers decide; you will be asked for a proof."),
    "id_number": Message("加密保存，页面只显示后四位。", "Kept encrypted; pages show the last four only."),
    "born": Message(
        "本等级有年龄条件。居民身份证号码已含出生日期，可留空。",
        "This level has a condition on age. A resident's ID number says the day; leave this blank then.",
    ),
}

OWN_TITLE = Message("考务安排（本机构询问，不是申报条件）", "For planning (asked by the office, no condition)")
CHOICES: dict[str, dict[str, Message]] = {
    "diploma_degree": {
        "secondary": Message("高中（中专）", "Upper secondary"),
        "college": Message("大学专科", "Junior college"),
        "bachelor": Message("大学本科（学士）", "Bachelor"),
        "second_bachelor": Message("第二学士", "Second bachelor"),
        "master": Message("硕士", "Master"),
        "doctor": Message("博士", "Doctor"),
    },
    "diploma_school": dict(SCHOOL_NAMES.items()),
    "diploma_class": dict(CLASS_NAMES.items()),
    "diploma_recognition": {
        "evaluated": Message("经评估论证", "Evaluated"),
        "approved": Message("经主管部门审核认定", "Approved by the authority in charge"),
    },
    "diploma_target": {aim: Message(aim, aim) for aim in AIMS},
    "training_kind": {
        "hours": Message("培训学时证明", "Proof of training hours"),
        "completion": Message("正规培训结业证书", "Certificate of completed training"),
    },
    "ruling_topic": {"occupation": Message("职业", "occupation"), "major": Message("专业", "major")},
    "ruling_relation": {
        "own": Message("属于本职业（本专业）", "is this occupation or major"),
        "related": Message("属于相关职业（专业）", "is a related one"),
        "other": Message("无关", "is not related"),
    },
}

NUMERALS = "一二三四五六"
APPLICANT = Message("申请人", "Applicant")
RULING = Message("人工认定（标准未列的职业或专业）", "Ruling on what the standard does not list")
TITLES: dict[str, Message] = {
    "training": Message("培训证明", "Proof of training"),
    "title": Message("职称", "Professional title"),
    "diploma": Message("学历", "Education"),
    "certificate": Message("已有职业资格或技能等级证书", "Certificate held"),
    "apprenticeship": Message("学徒", "Apprenticeship"),
    "work": Message("工作经历", "Work"),
    "statement": Message("补充说明", "In your own words"),
}
PARTS: dict[str, tuple[str, ...]] = {
    "training": ("kind", "hours", "issued"),
    "title": ("name", "obtained"),
    "diploma": (
        "degree",
        "major",
        "obtained",
        "school",
        "class",
        "recognition",
        "target",
        "final_year",
        "enrolled",
    ),
    "certificate": ("occupation", "level", "obtained"),
    "apprenticeship": ("occupation", "completed"),
    "work": ("occupation", "start", "end", "trainee"),
    "statement": ("text",),
}
ROWS = {"work": 5, "diploma": 2, "certificate": 3, "title": 2}


def name_rows(kind: str) -> tuple[str, ...]:
    """The prefixes of the rows of a kind: ``work1``, ``work2`` …, ``diploma``, ``diploma2`` …"""
    first = "work1" if kind == "work" else kind
    return (first, *(f"{kind}{number}" for number in range(2, ROWS.get(kind, 1) + 1)))


def label(field: str) -> Message | None:
    """The label of a field: that of the first row, with its number from the second row on."""
    if field in LABELS:
        return LABELS[field]
    prefix, _, part = field.partition("_")
    kind = prefix.rstrip("123456")
    first = LABELS.get(f"work1_{part}" if kind == "work" else f"{kind}_{part}")
    number = prefix.removeprefix(kind)
    if first is None or number in ("", "1"):
        return first
    return Message(f"{first.zh}（{NUMERALS[int(number) - 1]}）", f"{first.en} ({number})")
