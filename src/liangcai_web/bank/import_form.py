"""What a person settles about a file of questions.

In: what was typed. Out: a ``Settlement``. Follows: a decision per point that did not match; blank leaves it open; what
was typed stays.
"""

from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai.items.exchange.imported import Import, Rated, Settled, Settlement
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say

SIZE = 64 << 20
LEAVE = "-"
HIDDEN = (
    ("", Message("尚未决定", "Not decided")),
    ("take", Message("收入", "Take")),
    ("leave", Message("不收", "Leave out")),
)
MOST = 200


class FileForm(SpokenForm):
    """A file of questions."""

    labels = {"file": Message("试题文件", "File of questions")}
    helps = {
        "file": Message(
            "电子表格（xlsx，常见题库列）、QTI 3.0 包、Word（docx）或 Markdown。",
            "A spreadsheet (xlsx) with the usual columns, a QTI 3.0 package, Word (docx) or Markdown.",
        )
    }
    file = forms.FileField(max_length=200, allow_empty_file=False)

    def clean_file(self) -> Any:
        """Refuse what is larger than anything that is read."""
        file = self.cleaned_data["file"]
        if file.size > SIZE:
            raise forms.ValidationError(say(Message("文件超过 64 MB。", "The file is larger than 64 MB."), self.lang))
        return file


class SettlementForm(SpokenForm):
    """Everything that can be settled but the points, which the page lists one by one."""

    labels = {
        "hidden": Message("隐藏的行", "Hidden rows"),
        "rationale": Message("没有解析时写", "Where there is no rationale"),
        "rubric": Message("没有评分点时写", "Where there is no rubric"),
        "difficulties": Message("难度词", "Words for difficulty"),
    }
    helps = {
        "difficulties": Message(
            "每行：词 预计答对的比例，如 易 0.85。", "One a line: word, share expected right: easy 0.85."
        ),
    }
    hidden = forms.ChoiceField(required=False)
    rationale = forms.CharField(required=False, max_length=200)
    rubric = forms.CharField(required=False, max_length=200)
    difficulties = forms.CharField(required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        choices = (
            ("", Message("尚未决定", "Not decided")),
            ("take", Message("收入", "Take")),
            ("leave", Message("不收", "Leave out")),
        )
        self.fields["hidden"].choices = [(value, say(name, lang)) for value, name in choices]  # type: ignore[attr-defined]

    def clean_difficulties(self) -> tuple[Rated, ...]:
        """Words with numbers."""
        rows = [line.rsplit(maxsplit=1) for line in self.cleaned_data["difficulties"].splitlines() if line.strip()]
        try:
            rated = tuple(Rated(word=word.strip(), difficulty=float(number)) for word, number in rows)
        except ValueError:
            raise forms.ValidationError(self.fields["difficulties"].error_messages["invalid"]) from None
        if any(not 0 < one.difficulty < 1 for one in rated):
            raise forms.ValidationError(self.fields["difficulties"].error_messages["invalid"])
        return rated


def list_open(imported: Import | None, settlement: Settlement) -> list[tuple[str, tuple[str, ...], str, int]]:
    """Path, candidates, what was settled, questions: what is open first, then what was decided."""
    counts: dict[str, int] = {}
    candidates: dict[str, tuple[str, ...]] = {}
    for one in imported.unmatched if imported else ():
        counts[one.path] = counts.get(one.path, 0) + 1
        candidates[one.path] = one.candidates
    decided = {one.path: one.requirement or LEAVE for one in settlement.points}
    paths = [*counts, *(path for path in decided if path not in counts)]
    return [(path, candidates.get(path, ()), decided.get(path, ""), counts.get(path, 0)) for path in paths[:MOST]]


def read_points(data: Any) -> tuple[Settled, ...]:
    """The decisions typed beside the paths."""
    pairs = zip(data.getlist("path"), data.getlist("point"), strict=False)
    return tuple(
        Settled(path=path, requirement="" if point.strip() == LEAVE else point.strip().split(" ")[0])
        for path, point in pairs
        if point.strip()
    )


def build_settlement(form: SettlementForm, data: Any) -> Settlement:
    """All of it."""
    typed = form.cleaned_data
    return Settlement(
        points=read_points(data),
        difficulties=typed["difficulties"],
        hidden=typed["hidden"],
        rationale=typed["rationale"],
        rubric=typed["rubric"],
    )


def fill_settlement(settlement: Settlement) -> dict[str, Any]:
    """What the form shows of what was settled."""
    return {
        "hidden": settlement.hidden,
        "rationale": settlement.rationale,
        "rubric": settlement.rubric,
        "difficulties": "\n".join(f"{one.word} {one.difficulty}" for one in settlement.difficulties),
    }
