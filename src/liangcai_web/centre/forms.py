"""The forms of the exam office.

In: what was typed. Out: cleaned values. Follows: two people where one alone may not act; times are those of the
organisation's zone.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Severity
from liangcai.standard.model import Standard
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import SECRET, ApprovalForm
from liangcai_web.pages.forms import DayField, MomentField, SpokenForm
from liangcai_web.pages.language import say
from liangcai_web.services.accounts.approvals import confirm_password
from liangcai_web.services.accounts.officer_keys import Hand

LIMIT = 2_000_000


class TimeForm(ApprovalForm):
    """Setting the time from which one officer may open the papers."""

    labels = ApprovalForm.labels | {"opens_at": Message("启封时间", "Time of opening")}
    helps = ApprovalForm.helps | {
        "opens_at": Message("北京时间；留空即取消。", "In the time of Beijing; empty takes it back.")
    }
    opens_at = MomentField(
        required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    field_order = ("opens_at", "password", "second_name", "second_password")


class PasswordForm(SpokenForm):
    """One person who shows again who they are."""

    labels = {"password": ApprovalForm.labels["password"]}
    password = forms.CharField(widget=SECRET(attrs={"autocomplete": "current-password"}), strip=False)

    def hand(self, request: StaffRequest, now: Any) -> Hand | None:
        """The person with the pass phrase, or None with the fault beside the field."""
        if not self.is_valid() or not isinstance(request.user, AbstractBaseUser):
            return None
        wrong_one = confirm_password(request.user, self.cleaned_data["password"], now)
        if wrong_one is not None:
            self.note((wrong_one,))
            return None
        return Hand(user=request.user, phrase=self.cleaned_data["password"])


class RestoreForm(PasswordForm):
    """Putting a key behind the present password by its recovery code."""

    labels = PasswordForm.labels | {"code": Message("恢复码", "Recovery code")}
    code = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ("code", "password")


class AccessForm(SpokenForm):
    """How a sitting is entered; all of it is off until it is set."""

    labels = {
        "room_password": Message("考场口令", "Password of the room"),
        "drop_password": Message("取消口令", "No password"),
        "networks": Message("各考场允许的网络", "Networks allowed in each room"),
        "refuses_outside": Message("网络之外不得登录", "Nobody signs in from outside"),
        "browser": Message("使用安全考试浏览器", "Safe Exam Browser is used"),
        "quit_password": Message("退出浏览器的口令", "Password that ends the browser"),
        "exam_keys": Message("浏览器考试密钥", "Browser Exam Keys"),
    }
    helps = {
        "room_password": Message("开考前当场宣布；留空则不改。", "Announced in the room; empty leaves it as it is."),
        "networks": Message(
            "每行一个考场：T01: 10.1.2.0/24, 10.1.3.7；* 为其余考场。",
            "A line a room: T01: 10.1.2.0/24, 10.1.3.7; * is any other room.",
        ),
        "refuses_outside": Message("不勾选则只提示监考人员。", "Otherwise the invigilator is told, no more."),
        "browser": Message(
            "生成 .seb 配置文件；不符只提示监考人员，不影响作答。",
            "Makes the .seb file; what does not fit is shown to the invigilator and keeps nobody from answering.",
        ),
        "quit_password": Message("留空则不改。", "Empty leaves it as it is."),
        "exam_keys": Message("每行一个，可不填。", "One a line, or none."),
    }
    room_password = forms.CharField(required=False, max_length=200, widget=SECRET(attrs={"autocomplete": "off"}))
    drop_password = forms.BooleanField(required=False)
    networks = forms.CharField(required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))
    refuses_outside = forms.BooleanField(required=False)
    browser = forms.BooleanField(required=False)
    quit_password = forms.CharField(required=False, max_length=200, widget=SECRET(attrs={"autocomplete": "off"}))
    exam_keys = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(ApprovalForm):
    """Deciding on everyone."""

    labels = ApprovalForm.labels | {
        "absent_fail": Message("缺成绩者按不合格评定", "Who lacks a mark does not pass"),
    }
    absent_fail = forms.BooleanField(required=False)
    field_order = ("absent_fail", "password", "second_name", "second_password")


class UploadForm(SpokenForm):
    """The text of a published standard."""

    labels = {"file": Message("标准文本文件", "File with the text of the standard")}
    helps = {"file": Message("UTF-8 或 GB18030 文本，不超过 2 MB。", "A text in UTF-8 or GB18030, up to 2 MB.")}
    file = forms.FileField(max_length=200, allow_empty_file=False)

    def clean_file(self) -> Any:
        """Refuse what is too long to be a standard."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(say(Message("文件超过 2 MB。", "The file is larger than 2 MB."), self.lang))
        return file


class RescueForm(SpokenForm):
    """An emergency file of a candidate's page."""

    labels = {"file": Message("应急文件", "Emergency file")}
    helps = {
        "file": Message(
            "由考生答题页“保存应急文件”所得，不超过 4 MB。", "Saved on a candidate's page by “Save a file”, up to 4 MB."
        )
    }
    file = forms.FileField(max_length=200)


class CountLateForm(ApprovalForm):
    """Letting late answers count."""

    labels = ApprovalForm.labels | {"reason": Message("计分理由", "Reason for counting them")}
    helps = ApprovalForm.helps | {
        "reason": Message("写明故障经过和依据；会记入日志。", "State what failed, and on what ground; this is logged.")
    }
    reason = forms.CharField(max_length=400, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("reason", "password", "second_name", "second_password")


class BatchForm(SpokenForm):
    """A batch for a level and a direction of a standard that is at hand."""

    labels = {
        "place": Message("等级与职业方向", "Level and direction"),
        "title": Message("批次名称", "Name of the batch"),
        "starts_at": Message("开考时间", "Start of the examination"),
        "apply_until": Message("报名截止日（可空）", "Last day to apply (may be blank)"),
        "cut_off": Message("条件计算截止日（可空）", "Day up to which conditions count (may be blank)"),
    }
    helps = {
        "place": Message("取自标准 1.4。", "From clause 1.4 of the standard."),
        "starts_at": Message("北京时间。", "In the time of Beijing."),
        "apply_until": Message("空着则到编排考场为止。", "Blank: until seats are given."),
        "cut_off": Message(
            "工作年限、证书、学历都算到这一天；空着则算到各人提交当日。",
            "Years of work, certificates and diplomas count up to this day; blank: the day of handing in.",
        ),
    }
    place = forms.ChoiceField()
    title = forms.CharField(max_length=200)
    starts_at = MomentField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    apply_until = DayField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    cut_off = DayField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, lang: str, standard: Standard, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["place"].choices = list_places(standard)  # type: ignore[attr-defined]
        unknown = Message("标准中没有这个等级或方向。", "The standard has no such level or direction.")
        self.fields["place"].error_messages["invalid_choice"] = say(unknown, lang)

    @property
    def level(self) -> str:
        """The level that was chosen."""
        return str(self.cleaned_data["place"]).split("|")[0]

    @property
    def direction(self) -> str | None:
        """The direction that was chosen, None where the level has none."""
        return str(self.cleaned_data["place"]).partition("|")[2] or None


def list_places(standard: Standard) -> list[tuple[str, str]]:
    """Every level with each of its directions."""
    places = []
    for level in standard.levels:
        for direction in level.directions or ("",):
            name = f"{level.printed_name} · {direction}" if direction else level.printed_name
            places.append((f"{level.name}|{direction}", name))
    return places


def wrong(rule: str, zh: str, en: str) -> Finding:
    """Something wrong with a form."""
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en))
