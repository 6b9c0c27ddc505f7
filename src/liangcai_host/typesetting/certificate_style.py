"""How an organisation's certificates look: colours, border, paper, crest, words, who signs.

In: what an office chose. Out: ``CertificateStyle``, findings. Follows: WCAG 1.4.3 for colours on white; nothing of a
style is code: colours are six digits, words are words, the crest is the hash of a picture that was made anew.
"""

import re
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Severity

Border = Literal["waves", "lines", "none"]
Paper = Literal["landscape", "portrait"]
COLOUR = re.compile(r"#[0-9a-f]{6}")
HASH = re.compile(r"[0-9a-f]{64}|")
# Contrast on white: of words, and of what is drawn only.
WORDS, DRAWN = 4.5, 2.0
# How long the words may be, so that everything stays on one page.
LENGTHS = {
    "statement_zh": 60,
    "statement_en": 160,
    "note_zh": 60,
    "note_en": 120,
    "signer_zh": 12,
    "signer_en": 30,
    "signer_name": 20,
}


class CertificateStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``statement`` says what is certified, ``note`` stands at the foot; ``signer`` is the post of whoever signs.

    ``crest`` names a picture by its SHA-256, blank for none; ``functions`` lists the functions that were shown.
    """

    dark: str = "#1d3f5e"
    light: str = "#8a6d3b"
    border: Border = "waves"
    paper: Paper = "landscape"
    bilingual: bool = True
    functions: bool = True
    crest: str = ""
    statement_zh: str = "经考核，持证人各部分成绩均达到合格标准，特发此证。"
    statement_en: str = (
        "The holder has reached the pass mark in every part of the assessment; this certificate is awarded accordingly."
    )
    note_zh: str = ""
    note_en: str = ""
    signer_zh: str = ""
    signer_en: str = ""
    signer_name: str = ""


def check_style(style: CertificateStyle) -> tuple[Finding, ...]:
    """What is wrong with a style, each finding under the name of its field."""
    findings = []
    for field, least in (("dark", WORDS), ("light", DRAWN)):
        colour = getattr(style, field)
        if not COLOUR.fullmatch(colour):
            findings.append(_say(field, "颜色须写作 #rrggbb。", "A colour is written #rrggbb."))
        elif contrast_on_white(colour) < least:
            findings.append(
                _say(field, "颜色太浅，印在白纸上看不清。", "The colour is too light to be seen on white paper.")
            )
    for field, longest in LENGTHS.items():
        if len(getattr(style, field)) > longest:
            findings.append(_say(field, f"不超过 {longest} 字。", f"No more than {longest} characters."))
    if not style.statement_zh.strip():
        findings.append(_say("statement_zh", "证明内容不能为空。", "The statement must not be empty."))
    if not HASH.fullmatch(style.crest):
        findings.append(_say("crest", "没有这幅图。", "There is no such picture."))
    return tuple(findings)


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour on white, from 1 to 21."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _say(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"style.{field}", severity=Severity.ERROR, message=Message(zh, en))
