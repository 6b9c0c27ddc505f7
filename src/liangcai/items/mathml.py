"""Draw a formula for a page.

In: the tree of a formula. Out: presentation MathML, which browsers and screen readers know. Follows: MathML Core.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from liangcai.items.tex import EMPTY, Node

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_LEAVES = {"number": "mn", "name": "mi", "operator": "mo", "text": "mtext"}


def draw_formula(node: Node) -> str:
    """The formula as MathML; every character of it is escaped."""
    math = Element("math", {"xmlns": NAMESPACE})
    _draw(node, math)
    return tostring(math, encoding="unicode")


def _draw(node: Node, parent: Element) -> None:
    if node.kind in _LEAVES:
        SubElement(parent, _LEAVES[node.kind]).text = node.text
        return
    name, inner = _shape(node)
    element = SubElement(parent, name)
    for part in inner:
        _draw(part, element)
    if node.kind == "over":
        SubElement(element, "mo").text = "¯"


def _shape(node: Node) -> tuple[str, tuple[Node, ...]]:
    match node.kind:
        case "fraction":
            return "mfrac", node.inner
        case "over":
            return "mover", node.inner
        case "root":
            inside, degree = node.inner
            return ("msqrt", (inside,)) if degree == EMPTY else ("mroot", node.inner)
        case "scripts":
            base, lower, upper = node.inner
            if lower == EMPTY:
                return "msup", (base, upper)
            return ("msub", (base, lower)) if upper == EMPTY else ("msubsup", node.inner)
    return "mrow", node.inner
