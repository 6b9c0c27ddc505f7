"""What an applicant brings, as a form: each kind of evidence with the day from which it counts.

In: what was typed. Out: an ``Application``. Follows: clause 1.9.1; a row that is begun has to be complete.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from liangcai.eligibility.application import (
    Application,
    Certificate,
    Diploma,
    Employment,
    Ruling,
    Title,
    TrainingProof,
)
from liangcai.eligibility.rules import DEGREES
from liangcai.findings import Message
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say

DEGREE_NAMES = {
    "secondary": Message("高中（中专）", "Upper secondary"),
    "college": Message("大学专科", "Junior college"),
    "bachelor": Message("大学本科（学士）", "Bachelor"),
    "second_bachelor": Message("第二学士", "Second bachelor"),
    "master": Message("硕士", "Master"),
    "doctor": Message("博士", "Doctor"),
}
RELATIONS = {
    "own": Message("属于本职业（本专业）", "is this occupation or major"),
    "related": Message("属于相关职业（专业）", "is a related one"),
    "other": Message("无关", "is not related"),
}
TOPICS = {"occupation": Message("职业", "occupation"), "major": Message("专业", "major")}
COMPLETE = Message("这一行要填完整，或全部留空。", "Fill in the whole row, or leave all of it blank.")
HOURS = Message("请填整数学时。", "Write whole hours.")


def text(limit: int = 80) -> forms.CharField:
    """A short text that may be left out."""
    return forms.CharField(required=False, max_length=limit)


def day() -> forms.DateField:
    """A day that may be left out."""
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class ApplicationForm(SpokenForm):
    """One person's application."""

    labels = {
        "name": Message("姓名", "Name"),
        "id_number": Message("证件号码", "ID number"),
        "work1_occupation": Message("从事的职业", "Occupation"),
        "work1_start": Message("起", "From"),
        "work1_end": Message("止（仍在职留空）", "To (blank if it goes on)"),
        "work2_occupation": Message("从事的职业（二）", "Occupation (second)"),
        "work2_start": Message("起（二）", "From (second)"),
        "work2_end": Message("止（二）", "To (second)"),
        "diploma_degree": Message("学历学位", "Degree"),
        "diploma_major": Message("专业", "Major"),
        "diploma_obtained": Message("毕业日期", "Day of graduation"),
        "title_name": Message("职称名称", "Name of the title"),
        "title_obtained": Message("取得日期", "Day granted"),
        "certificate_occupation": Message("证书所属职业", "Occupation of the certificate"),
        "certificate_level": Message("等级（如 五级）", "Level (such as 五级)"),
        "certificate_obtained": Message("发证日期", "Day of issue"),
        "training_hours": Message("标准学时", "Standard hours"),
        "training_issued": Message("证明开具日期", "Day of the proof"),
        "ruling_topic": Message("认定对象", "What is ruled on"),
        "ruling_name": Message("职业或专业名称", "Name of the occupation or major"),
        "ruling_relation": Message("认定", "Ruling"),
        "ruling_grounds": Message("认定依据", "Grounds"),
    }
    helps = {"id_number": Message("加密保存，页面只显示后四位。", "Kept encrypted; pages show the last four only.")}

    name = forms.CharField(max_length=80)
    id_number = forms.CharField(max_length=20, min_length=5, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    work1_occupation, work1_start, work1_end = text(), day(), day()
    work2_occupation, work2_start, work2_end = text(), day(), day()
    diploma_degree, diploma_major, diploma_obtained = forms.ChoiceField(required=False), text(), day()
    title_name, title_obtained = text(), day()
    certificate_occupation, certificate_level, certificate_obtained = text(), text(16), day()
    training_hours, training_issued = forms.IntegerField(required=False, min_value=1, max_value=9999), day()
    ruling_topic, ruling_name = forms.ChoiceField(required=False), text()
    ruling_relation, ruling_grounds = forms.ChoiceField(required=False), text(200)

    sections = (
        (Message("申请人", "Applicant"), ("name", "id_number")),
        (Message("工作经历", "Work"), ("work1_occupation", "work1_start", "work1_end")),
        (Message("工作经历（二）", "Work (second)"), ("work2_occupation", "work2_start", "work2_end")),
        (Message("学历", "Education"), ("diploma_degree", "diploma_major", "diploma_obtained")),
        (Message("职称", "Professional title"), ("title_name", "title_obtained")),
        (
            Message("已有职业资格或技能等级证书", "Certificate held"),
            ("certificate_occupation", "certificate_level", "certificate_obtained"),
        ),
        (Message("培训学时证明", "Proof of training"), ("training_hours", "training_issued")),
        (
            Message("人工认定（标准未列的职业或专业）", "Ruling on what the standard does not list"),
            ("ruling_topic", "ruling_name", "ruling_relation", "ruling_grounds"),
        ),
    )
    together = (
        ("work1_occupation", "work1_start"),
        ("work2_occupation", "work2_start"),
        ("diploma_degree", "diploma_obtained"),
        ("title_name", "title_obtained"),
        ("certificate_occupation", "certificate_level", "certificate_obtained"),
        ("training_hours", "training_issued"),
        ("ruling_topic", "ruling_name", "ruling_relation", "ruling_grounds"),
    )

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        degrees = ((degree, DEGREE_NAMES[degree]) for degree in DEGREES)
        for name, choices in (
            ("diploma_degree", degrees),
            ("ruling_topic", TOPICS.items()),
            ("ruling_relation", RELATIONS.items()),
        ):
            said = [("", "—"), *((key, say(label, lang)) for key, label in choices)]
            self.fields[name].choices = said  # type: ignore[attr-defined]

    def groups(self) -> Iterable[tuple[Message, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in self.sections]

    def clean(self) -> dict[str, Any]:
        """A row that is begun has to be complete."""
        cleaned = super().clean() or {}
        for names in self.together:
            given = [name for name in names if cleaned.get(name)]
            for name in names if given else ():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, say(COMPLETE, self.lang))
        return cleaned

    def build(self, level: str, direction: str | None, officer: str) -> Application:
        """The application for a level and direction; ``officer`` answers for a ruling."""
        data = self.cleaned_data
        return Application(
            level=level,
            direction=direction,
            employment=tuple(read_work(data)),
            diplomas=tuple(read_diploma(data)),
            titles=(Title(name=data["title_name"], obtained=data["title_obtained"]),) if data["title_name"] else (),
            certificates=tuple(read_certificate(data)),
            training=tuple(read_training(data, level)),
            rulings=tuple(read_ruling(data, officer)),
        )


def read_work(data: dict[str, Any]) -> Iterable[Employment]:
    """The work that was entered."""
    for row in ("work1", "work2"):
        if data[f"{row}_occupation"]:
            yield Employment(occupation=data[f"{row}_occupation"], start=data[f"{row}_start"], end=data[f"{row}_end"])


def read_diploma(data: dict[str, Any]) -> Iterable[Diploma]:
    """The diploma that was entered."""
    if data["diploma_degree"]:
        yield Diploma(degree=data["diploma_degree"], major=data["diploma_major"], obtained=data["diploma_obtained"])


def read_certificate(data: dict[str, Any]) -> Iterable[Certificate]:
    """The certificate that was entered."""
    if data["certificate_occupation"]:
        yield Certificate(
            occupation=data["certificate_occupation"],
            level=data["certificate_level"],
            obtained=data["certificate_obtained"],
        )


def read_training(data: dict[str, Any], level: str) -> Iterable[TrainingProof]:
    """The proof of training that was entered."""
    if data["training_hours"]:
        yield TrainingProof(level=level, hours=data["training_hours"], issued=data["training_issued"])


def read_ruling(data: dict[str, Any], officer: str) -> Iterable[Ruling]:
    """The ruling that was entered, in the name of the officer."""
    if data["ruling_name"]:
        yield Ruling(
            topic=data["ruling_topic"],
            name=data["ruling_name"],
            relation=data["ruling_relation"],
            decided_by=officer,
            grounds=data["ruling_grounds"],
        )
