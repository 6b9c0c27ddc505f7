"""The form of how certificates look and are numbered.

In: what was typed. Out: a style. Follows: what is wrong stands beside its field.
"""

from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai_host.typesetting.certificate_style import LENGTHS, CertificateStyle
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say
from liangcai_web.services.packs import CERTIFICATE_PACKS, certificate_pack

COLOUR = forms.TextInput(attrs={"type": "color"})
CHOICES = {
    "border": (
        ("waves", Message("波纹", "Waves")),
        ("lines", Message("双线", "Two lines")),
        ("none", Message("无", "None")),
    ),
    "paper": (("landscape", Message("A4 横", "A4 on its side")), ("portrait", Message("A4 竖", "A4 upright"))),
}
WORDS = ("statement_zh", "statement_en", "note_zh", "note_en", "signer_zh", "signer_en", "signer_name")


class StyleForm(SpokenForm):
    """Everything that an office may choose."""

    labels = {
        "pack": Message("编号规则", "Rule pack of numbers"),
        "office_class": Message("机构类别", "Class of the office"),
        "paper": Message("纸张", "Paper"),
        "border": Message("边框", "Border"),
        "dark": Message("主色", "Main colour"),
        "light": Message("副色", "Second colour"),
        "bilingual": Message("中英双语", "In both languages"),
        "functions": Message("列出职业功能", "List the functions"),
        "file": Message("徽标图", "Crest"),
        "drop": Message("不要徽标", "No crest"),
        "statement_zh": Message("证明内容", "Statement in Chinese"),
        "statement_en": Message("证明内容（英文）", "Statement in English"),
        "note_zh": Message("页脚说明", "Note at the foot"),
        "note_en": Message("页脚说明（英文）", "Note at the foot in English"),
        "signer_zh": Message("签发人职务", "Post of whoever signs"),
        "signer_en": Message("签发人职务（英文）", "The post in English"),
        "signer_name": Message("签发人姓名", "Name of whoever signs"),
    }
    helps = {
        "file": Message(
            "PNG 或 JPEG；入库前在隔离环境重新编码。", "PNG or JPEG; it is made anew in a sandbox before it is kept."
        ),
        "dark": Message("印在白纸上要看得清。", "It must be seen on white paper."),
    }
    pack = forms.ChoiceField()
    office_class = forms.ChoiceField(choices=[("Y", "Y"), ("S", "S")])
    paper = forms.ChoiceField()
    border = forms.ChoiceField()
    dark = forms.CharField(max_length=7, widget=COLOUR)
    light = forms.CharField(max_length=7, widget=COLOUR)
    bilingual = forms.BooleanField(required=False)
    functions = forms.BooleanField(required=False)
    file = forms.FileField(required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}))
    drop = forms.BooleanField(required=False)
    statement_zh = forms.CharField(max_length=LENGTHS["statement_zh"], widget=forms.Textarea(attrs={"rows": 2}))
    statement_en = forms.CharField(
        required=False, max_length=LENGTHS["statement_en"], widget=forms.Textarea(attrs={"rows": 2})
    )
    note_zh = forms.CharField(required=False, max_length=LENGTHS["note_zh"])
    note_en = forms.CharField(required=False, max_length=LENGTHS["note_en"])
    signer_zh = forms.CharField(required=False, max_length=LENGTHS["signer_zh"])
    signer_en = forms.CharField(required=False, max_length=LENGTHS["signer_en"])
    signer_name = forms.CharField(required=False, max_length=LENGTHS["signer_name"])
    crest = forms.RegexField("^(|[0-9a-f]{64})$", required=False, widget=forms.HiddenInput)

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        spoken = {name: [(key, say(said, lang)) for key, said in pairs] for name, pairs in CHOICES.items()}
        packs = [(name, describe_pack(name, lang)) for name in CERTIFICATE_PACKS]
        classes = [(one.code, say(Message(one.zh, one.en), lang)) for one in certificate_pack().classes]
        for name, choices in {**spoken, "pack": packs, "office_class": classes}.items():
            field = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=field.label, choices=choices, error_messages=field.error_messages
            )

    def style(self) -> CertificateStyle:
        """The style as it was typed."""
        given = self.cleaned_data
        names = ("dark", "light", "border", "paper", "bilingual", "functions", "crest", *WORDS)
        return CertificateStyle(**{name: given[name] for name in names})


def describe_pack(name: str, lang: str) -> str:
    """A rule pack by how long its numbers are, and what becomes of a number when a certificate is replaced."""
    pack = certificate_pack(name)
    kept = pack.renewed == "same"
    zh = f"{pack.length} 位，换发{'沿用原' if kept else '用新'}编号"
    en = f"{pack.length} characters, {'the same' if kept else 'a new'} number when one is replaced"
    return say(Message(zh, en), lang)
