"""Template tags of the site: the two languages, clause tags, the navigation.

``{% say "中文" "English" %}`` prints the words of the page's language, ``{{ message|spoken:lang }}`` a Message;
``{% clause key "1.9.2" line %}`` a tag that opens the passage of a standard; ``{% nav_link path "中文" "English" %}``.
"""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from typing import Protocol
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from liangcai.findings import Message
from liangcai.standard.reading.repairs import describe_code
from liangcai_web.pages.access import Home, list_homes
from liangcai_web.pages.language import say

register = template.Library()
KEPT = 256


class Bilingual(Protocol):
    """Words in Chinese, and in English or blank."""

    @property
    def zh(self) -> str:
        """The Chinese."""

    @property
    def en(self) -> str:
        """The English, blank where nobody has written it."""


SEVERITIES = {
    "error": Message("错误：", "Error: "),
    "warning": Message("请留意：", "Look at this: "),
    "info": Message("说明：", "Note: "),
}


def language_of(context: Context) -> str:
    """The language of the page, Chinese unless it says otherwise."""
    return "en" if context.get("lang") == "en" else "zh"


class AddressNode(template.Node):
    """The address of a file of ours, which is the same for every reader."""

    def __init__(self, name: str) -> None:
        self._address = static(name)

    def render(self, context: Context) -> str:  # noqa: ARG002 - as a node is called
        """The address as it was written when the template was read."""
        return self._address


@register.tag(name="static")
def read_static(_parser: Parser, token: Token) -> AddressNode:
    """``{% static "pages/mark.svg" %}``; Django's own tag writes the address anew at every page."""
    _, name = token.split_contents()
    return AddressNode(name.strip("\"'"))


class SayNode(template.Node):
    """Words in two languages. A page has dozens of them: a node of its own costs a third of a simple tag."""

    def __init__(self, zh: FilterExpression, en: FilterExpression) -> None:
        self._zh = _write_once(zh)
        self._en = _write_once(en)

    def render(self, context: Context) -> SafeString:
        """The words in the language of the page."""
        words = self._en if context.get("lang") == "en" else self._zh
        return words if isinstance(words, SafeString) else conditional_escape(words.resolve(context))


def _write_once(words: FilterExpression) -> FilterExpression | SafeString:
    """Words that stand in the template are escaped when it is read; a variable is looked up at every page."""
    return words if words.is_var or words.filters else conditional_escape(words.resolve(Context()))


@register.tag(name="say")
def read_say(parser: Parser, token: Token) -> SayNode:
    """``{% say "中文" "English" %}``."""
    _, zh, en = token.split_contents()
    return SayNode(parser.compile_filter(zh), parser.compile_filter(en))


class KeptNode(template.Node):
    """What is the same for everybody without an account, at one address and in one language: drawn once."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[tuple[str, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The part as it was drawn for the one before."""
        if getattr(context.get("user"), "is_authenticated", False) or context.template is None:
            return self.nodelist.render(context)
        key = (context.template.name or "", str(context.get("lang")), str(context.get("switch_url")))
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            if len(self._drawn) >= KEPT:  # anybody may write what follows a question mark
                self._drawn.clear()
            self._drawn[key] = drawn
        return drawn


@register.tag(name="kept")
def read_kept(parser: Parser, _token: Token) -> KeptNode:
    """``{% kept %}`` … ``{% endkept %}``: nothing in between may depend on the reader but through their account."""
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist)


@register.filter
def spoken(message: Message, language: str) -> str:
    """A message of the library in a language."""
    return say(message, language)


@register.filter
def explained(code: str) -> Message:
    """The words for why a reader mended something, or for what a line that carries nothing is."""
    return describe_code(code)


@register.simple_tag(takes_context=True)
def term(context: Context, words: Bilingual) -> SafeString:
    """A name of a standard: the English on an English page where there is one, else the Chinese, marked as Chinese."""
    if context.get("lang") != "en":
        return format_html("{}", words.zh)
    if words.en:
        return format_html("{}", words.en)
    return format_html('<span lang="zh-Hans">{}</span>', words.zh)


@register.simple_tag(takes_context=True)
def severity(context: Context, value: str) -> str:
    """What a finding's severity is called, so that colour is never the only sign."""
    return say(SEVERITIES.get(str(value), SEVERITIES["info"]), language_of(context))


@register.simple_tag(takes_context=True)
def clause(context: Context, key: str, number: str = "", line: int = 0, words: str = "") -> SafeString:
    """A clause tag: opens the passage where a script runs, else leads to it; plain where no standard is known.

    ``key`` names the standard, ``number`` the clause, ``line`` the line of the source (0 when unknown); ``words``
    replace the number as the face of the tag.
    """
    face = words or number or f"L{line}"
    if not key or not (number or line):
        return format_html('<span class="clause">{}</span>', face) if number or line else SafeString("")
    label = say(
        Message(f"标准条款 {face}：看出处", f"Clause {face} of the standard: see the source"), language_of(context)
    )
    query = urlencode({name: value for name, value in (("clause", number), ("line", line)) if value})
    return format_html(
        '<a class="clause" href="/standards/{0}/source?{1}#{2}" data-passage="/standards/{0}/passage?{1}" '
        'aria-label="{3}" title="{3}">{4}</a>',
        key,
        query,
        f"L{line}" if line else "clause",
        label,
        face,
    )


@register.simple_tag(takes_context=True)
def nav_link(context: Context, path: str, zh: str, en: str) -> SafeString:
    """A link of the navigation, marked when the page lies below it."""
    here = getattr(context.get("request"), "path", "")
    current = here == path or here.startswith(f"{path}/")
    mark = SafeString(' aria-current="page"') if current else SafeString("")
    return format_html('<a href="{}"{}>{}</a>', path, mark, say(Message(zh, en), language_of(context)))


@register.simple_tag(takes_context=True)
def role_homes(context: Context) -> Iterable[Home]:
    """The homes of the roles that the signed-in person has."""
    request = context.get("request")
    return list_homes(request) if request else ()


@register.simple_tag
@cache
def version() -> str:
    """The version of the program, blank where it runs without being installed."""
    try:
        return installed_version("liangcai")
    except PackageNotFoundError:
        return ""
