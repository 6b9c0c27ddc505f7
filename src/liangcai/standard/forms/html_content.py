"""The main text of a web page, and what stands round it.

In: the root of a page. Out: the element that holds the text; the menus round it are set aside. Follows: the elements
and roles that HTML gives to navigation, and the names that Chinese content systems give to the text of an article.
"""

import re

from liangcai.standard.forms.extract import Aside, clean_text
from liangcai.standard.forms.markup import Element, name_of

TEXT_NAMES = re.compile(
    r"(?i)^(zoom|trs_editor|trs_uedit\w*|view trs_uedit\w*|ucap-content|pages_content|js_content|rich_media_content"
    r"|mw-parser-output|(article|main|news|post|entry|detail)[-_]?(content|body|text|con))$"
)
MENU_NAMES = re.compile(
    r"(?i)^(nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|footer|header|topbar|share|comments?|copyright"
    r"|toolbar|pagination|related|recommend|search|login)$"
)
MENUS = ("nav", "aside")
MENU_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary")
# How LibreOffice marks the running heads and feet of the pages that a document had.
PAGE_PARTS = ("header", "footer")
MOST, SOME = 0.6, 0.2


def find_content(root: Element, asides: list[Aside]) -> Element:
    """The element that holds the text; menus are taken out of it, all other text is set aside."""
    body = next(root.iter("body"), root)
    whole = count_text(body)
    for title in root.iterdescendants("title"):
        asides.append(Aside(text=clean_text("".join(title.itertext())), what="page title"))
    content = choose_content(body, whole)
    remove_menus(content, whole, asides)
    asides.extend(read_around(body, content))
    return content


def choose_content(body: Element, whole: int) -> Element:
    """The smallest element that says that it is the text and holds most of the page's words."""
    found = [element for element in body.iterdescendants("*") if says_text(element)]
    large = [(count, element) for element in found if (count := count_text(element)) >= MOST * whole]
    return min(large, key=lambda pair: pair[0])[1] if large else body


def says_text(element: Element) -> bool:
    """Whether an element calls itself the text of the page."""
    if name_of(element) in ("article", "main") or element.get("role") == "main":
        return True
    return any(TEXT_NAMES.match(word) for word in names_of(element))


def names_of(element: Element) -> list[str]:
    """The id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def remove_menus(content: Element, whole: int, asides: list[Aside]) -> None:
    """Take menus out of the text; nothing that holds a table or much of the words is a menu."""
    for element in list(content.iterdescendants("*")):
        if not is_menu(element) or next(element.iter("table"), None) is not None:
            continue
        if count_text(element) <= SOME * whole:
            asides.append(Aside(text=read_text(element), what="page menu"))
            tail, name = element.tail, name_of(element)
            element.clear()
            element.tag, element.tail = "span" if name == "span" else "div", tail


def is_menu(element: Element) -> bool:
    """Whether an element says that it is there to find one's way, or at the head or foot of each page."""
    if name_of(element) == "div" and element.get("title") in PAGE_PARTS:
        return True
    if name_of(element) in MENUS or (element.get("role") or "") in MENU_ROLES:
        return True
    return any(MENU_NAMES.match(word) for word in names_of(element))


def read_around(body: Element, content: Element) -> list[Aside]:
    """What stands beside the way from the body to the text."""
    found: list[Aside] = []
    inner = content
    while inner is not body and inner.getparent() is not None:
        outer = inner.getparent()
        found.extend(Aside(text=read_text(e), what="page around the text") for e in outer if e is not inner)
        found.append(Aside(text=clean_text(outer.text or ""), what="page around the text"))
        inner = outer
    return found


def read_text(element: Element) -> str:
    """The words of an element; those of scripts and styles are none."""
    if name_of(element) in ("script", "style"):
        return ""
    return clean_text(" ".join(element.itertext()))


def count_text(element: Element) -> int:
    """How many characters of words an element holds."""
    return sum(len(text.strip()) for text in element.itertext() if text)
