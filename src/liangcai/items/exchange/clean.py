"""Text of a stranger made plain: markup taken off, nothing of it ever executed.

In: text of a cell or paragraph. Out: plain text, or why it is refused. Follows: questions are plain text with formulas,
pictures and tables of their own notation; tags that only shape words are taken off, those with
content are refused.
"""

import html
import re

import msgspec

from liangcai.standard.forms.extract import INVISIBLE

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,19})(?:\s[^<>]{0,2000}|/)?>|<!--.{0,2000}?-->", re.DOTALL)
_ODD = re.compile(f"[<&\r]|{INVISIBLE.pattern}")  # words without any of these are plain as they are
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKS = {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_SHAPES = {"b", "i", "u", "em", "strong", "span", "font", "small", "big", "a", "center", "label", "o", "st1", "code"}
# Tags with content that would be lost, or that do something.
_CONTENT = {
    *("img", "script", "style", "iframe", "object", "embed", "svg", "math", "table", "tr", "td", "th", "tbody", "form"),
    *("input", "button", "video", "audio", "link", "meta", "base", "sub", "sup", "html", "body", "head", "template"),
}


LONGEST = 32_767  # characters of a text: as many as a cell of a spreadsheet can hold


class Cleaned(msgspec.Struct, frozen=True):
    """Plain text; whether it was written otherwise; the same for tags; why it is refused, in both languages, or ""."""

    text: str
    changed: bool = False
    tagged: bool = False
    refused: str = ""


def clean_words(text: str) -> Cleaned:
    """Text without markup, invisible characters and blank ends; line ends are single."""
    if len(text) > LONGEST:
        return Cleaned("", refused=f"文字超过 {LONGEST} 个字符 / there are more than {LONGEST} characters")
    if not _ODD.search(text):
        return Cleaned(text.strip())
    plain = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if "<" not in plain and "&" not in plain:
        return Cleaned(plain)
    tag = next((found[2] for found in _TAG.finditer(plain) if (found[2] or "").lower() in _CONTENT), "")
    if tag:
        return Cleaned(plain, refused=f"文字含网页标记 <{tag}> / the words hold the markup <{tag}>")
    untagged = _TAG.sub(_replace, plain)
    bare = _ENTITY.sub(lambda found: _character(found[0]), untagged).strip()
    return Cleaned(bare, changed=bare != plain, tagged=untagged != plain)


def protect_words(text: str) -> str:
    """Text that comes back the same from ``clean_words``: what looks like markup is written as entities."""
    cleaned = clean_words(text)
    if not (cleaned.changed or cleaned.refused):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _replace(found: re.Match[str]) -> str:
    """What stands in place of a tag: nothing, a line end, or the tag itself where no such tag exists."""
    name = (found[2] or "").lower()
    if not name or name in _SHAPES:
        return ""
    if name in _BREAKS:
        return "\n" if name == "br" or found[1] else ""
    return found[0]


def _character(entity: str) -> str:
    """The character of an entity; one that nothing prints is left out."""
    return INVISIBLE.sub("", html.unescape(entity)).replace("\xa0", " ")
