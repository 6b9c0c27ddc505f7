"""XML and HTML parsed without reaching for anything outside, and only where they are of a size to be parsed.

In: bytes. Out: an element tree, or None. Follows: no entity is resolved, no DTD is loaded, nothing is fetched; a part
of a Word file never declares a document type, so one that does is refused whole.
"""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from liangcai.standard.forms.limits import MARKUP_BYTES, MARKUP_DEPTH, MARKUP_NODES

Element: TypeAlias = _Element


def is_parsable(data: bytes) -> bool:
    """Whether a text of markup is small enough for its tree to fit the memory: its tags and attributes are counted."""
    return len(data) <= MARKUP_BYTES and data.count(b"<") + data.count(b'="') <= MARKUP_NODES


def parse_xml(data: bytes | None) -> Element | None:
    """The root of an XML part; None when it is missing, malformed, too large, too deep or declares a document type."""
    if not data or not is_parsable(data):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    docinfo = root.getroottree().docinfo
    return None if docinfo.internalDTD is not None or is_deep(root) else root


def parse_html(text: str) -> Element | None:
    """The root of an HTML text; None when there is nothing in it, or too much."""
    data = text.encode("utf-8", "replace")
    if not is_parsable(data):
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None or is_deep(root) else root


def is_deep(root: Element) -> bool:
    """Whether elements stand in one another deeper than any document needs; walking recurses."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MARKUP_DEPTH:
            return True
    return False


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute in the namespace of its own element, as Word writes them."""
    if element is None:
        return None
    space = str(element.tag).rpartition("}")[0]
    value = element.get(f"{space}}}{name}" if space else name)
    return None if value is None else str(value)


def children(element: Element | None, name: str = "*") -> Iterator[Element]:
    """The child elements of a name, whatever their namespace."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element
