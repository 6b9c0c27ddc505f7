"""The formulas of questions: a small part of TeX, read into a tree that pages and paper draw.

In: what stands between two ``$``. Out: a ``Node``, or what is wrong. Follows: only signs listed here exist; a formula
is data from the first character on, so no markup of anybody's reaches a page or a print.
"""

import re
from typing import Literal

import msgspec

Kind = Literal["row", "number", "name", "operator", "text", "fraction", "root", "scripts", "over"]
LONGEST, DEEPEST = 500, 30
SIGNS = {
    "times": "×", "div": "÷", "cdot": "·", "pm": "±", "le": "≤", "ge": "≥", "ne": "≠", "approx": "≈", "to": "→",
    "infty": "∞", "sum": "∑", "int": "∫", "degree": "°", "percent": "%", "propto": "∝", "parallel": "∥", "perp": "⊥",
    "in": "∈", "cup": "∪", "cap": "∩", "ldots": "…", "lt": "<", "gt": ">", "oplus": "⊕", "land": "∧", "lor": "∨",
    "neg": "¬",
}  # fmt: skip
LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ",
    "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω",
}  # fmt: skip
FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "lg", "max", "min")
_TOKEN = re.compile(
    r"\\[A-Za-z]+|\\[,;{}% ]|\d+(?:\.\d+)?|[A-Za-z]|[{}^_\[\]]|[-+=()<>|,.:;/!'*°%×÷±≤≥≠≈·]|\s+|[^\x00-\x7f]+"
)


class Node(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a formula. ``text`` belongs to number, name, operator and text, ``inner`` to the others:
    fraction (top, bottom), root (inside, degree or an empty row), scripts (base, lower, upper), over (inside)."""

    kind: Kind
    text: str = ""
    inner: tuple["Node", ...] = ()


EMPTY = Node("row")


class FormulaError(ValueError):
    """A formula that cannot be read; its argument says why in both languages."""


def read_formula(text: str) -> Node:
    """The tree of a formula; raises FormulaError with what is wrong."""
    if len(text) > LONGEST:
        raise FormulaError(f"公式超过 {LONGEST} 个字符 / a formula is longer than {LONGEST} characters")
    return _Reader(_split(text)).read()


def _split(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FormulaError(f"公式里不能用 {text[at]!r} / {text[at]!r} has no place in a formula")
        at = found.end()
        if not found[0].isspace():
            tokens.append(found[0])
    return tokens


class _Reader:
    """Reads tokens from the left; one reader serves one formula."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def read(self) -> Node:
        """The whole formula; a closing bracket too many is an error."""
        row = self._row("")
        if self.at < len(self.tokens):
            raise FormulaError("公式里的花括号不成对 / the braces of a formula are not in pairs")
        return row

    def _row(self, end: str) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"公式嵌套超过 {DEEPEST} 层 / a formula nests deeper than {DEEPEST}")
        parts: list[Node] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in ("}", end):
            parts.append(self._scripted())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Node("row", inner=tuple(parts))

    def _scripted(self) -> Node:
        base, scripts = self._one(), {"_": EMPTY, "^": EMPTY}
        while self.at < len(self.tokens) and (mark := self.tokens[self.at]) in scripts:
            if scripts[mark] is not EMPTY:
                raise FormulaError("公式里有重复的上下标 / a formula has two upper or two lower scripts")
            self.at += 1
            scripts[mark] = self._one()
        if scripts["_"] is EMPTY and scripts["^"] is EMPTY:
            return base
        return Node("scripts", inner=(base, scripts["_"], scripts["^"]))

    def _one(self) -> Node:
        if self.at >= len(self.tokens):
            raise FormulaError("公式不完整 / a formula ends too early")
        sign = self.tokens[self.at]
        self.at += 1
        if sign == "{":
            return self._group()
        if sign in "}^_":
            raise FormulaError(f"公式里 {sign} 的位置不对 / {sign} stands in a wrong place of a formula")
        return self._command(sign[1:]) if sign[0] == "\\" else _sign(sign)

    def _group(self, end: str = "}") -> Node:
        row = self._row(end)
        if self.at >= len(self.tokens) or self.tokens[self.at] != end:
            raise FormulaError("公式里的括号不成对 / the brackets of a formula are not in pairs")
        self.at += 1
        return row

    def _argument(self) -> Node:
        if self.at >= len(self.tokens) or self.tokens[self.at] != "{":
            raise FormulaError("公式里缺花括号 / a formula lacks braces after a command")
        self.at += 1
        return self._group()

    def _command(self, name: str) -> Node:
        match name:
            case "frac":
                return Node("fraction", inner=(self._argument(), self._argument()))
            case "sqrt":
                return self._root()
            case "overline":
                return Node("over", inner=(self._argument(),))
            case "text" | "mathrm":
                return Node("text", _flatten(self._argument()))
            case "left" | "right":
                return self._one()
            case "," | ";" | " ":
                return Node("text", " ")
            case "{" | "}" | "%":
                return Node("operator", name)
        return _word(name)

    def _root(self) -> Node:
        degree = EMPTY
        if self.at < len(self.tokens) and self.tokens[self.at] == "[":
            self.at += 1
            degree = self._group("]")
        return Node("root", inner=(self._argument(), degree))


def _sign(token: str) -> Node:
    if token[0].isdigit():
        return Node("number", token)
    if token.isascii() and token.isalpha():
        return Node("name", token)
    return Node("text", token) if re.search(r"\w", token) else Node("operator", token)


def _word(name: str) -> Node:
    if name in LETTERS:
        return Node("name", LETTERS[name])
    if name in SIGNS:
        return Node("operator", SIGNS[name])
    if name in FUNCTIONS:
        return Node("text", name)
    raise FormulaError(f"公式里不认识 \\{name} / \\{name} is not among the signs of a formula")


def _flatten(node: Node) -> str:
    return node.text or "".join(_flatten(part) for part in node.inner)
