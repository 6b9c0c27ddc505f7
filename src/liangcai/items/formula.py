"""The arithmetic of a calculation question: checked when read, worked out for each candidate's values.

In: a formula such as ``(a + b) * 2 / c`` and decimals by name. Out: a decimal, or None where it is undefined.
Follows: + - * / ** and brackets, ``sqrt`` and ``round(x, places)``; nothing else is code, so a bank can't run any.
"""

import ast
from collections.abc import Mapping, Set
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

LONGEST, DEEPEST, MOST_POWER = 200, 20, 12
_CONTEXT = Context(prec=40)
_FUNCTIONS = {"sqrt": (1, 1), "round": (1, 2)}
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def check_formula(text: str, names: Set[str]) -> str | None:
    """What is wrong with a formula, in both languages, or None."""
    if len(text) > LONGEST:
        return f"公式超过 {LONGEST} 个字符 / the formula is longer than {LONGEST} characters"
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return f"公式读不懂 / the formula {text!r} cannot be read"
    return _check(tree, names, DEEPEST)


def evaluate_formula(text: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The value of a checked formula; None where it divides by zero, roots a negative number or leaves all bounds."""
    try:
        value = _work(ast.parse(text.strip(), mode="eval").body, values)
    except (DecimalException, ArithmeticError):
        return None
    return value if value.is_finite() else None


def _check(node: ast.expr, names: Set[str], depth: int) -> str | None:
    if not depth:
        return f"公式嵌套超过 {DEEPEST} 层 / the formula nests deeper than {DEEPEST}"
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return None
        case ast.Name(id=name):
            return None if name in names else f"公式用了未给出的量 {name} / the formula uses {name}, which is not drawn"
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return _check(inner, names, depth - 1)
        case ast.BinOp(left=left, op=operator, right=right) if isinstance(operator, _OPERATORS):
            return _check(left, names, depth - 1) or _check(right, names, depth - 1)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _check_call(name, args, names, depth)
    return f"公式里有不能用的写法 / the formula holds {ast.unparse(node)!r}, which is not allowed"


def _check_call(name: str, args: list[ast.expr], names: Set[str], depth: int) -> str | None:
    least, most = _FUNCTIONS[name]
    if not least <= len(args) <= most:
        return f"{name} 的参数个数不对 / {name} takes {least} to {most} arguments"
    return next((fault for arg in args if (fault := _check(arg, names, depth - 1))), None)


def _work(node: ast.expr, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_work(inner, values)
        case ast.UnaryOp(operand=inner):
            return _work(inner, values)
        case ast.BinOp(left=left, op=operator, right=right):
            return _combine(_work(left, values), operator, _work(right, values))
        case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
            return _CONTEXT.sqrt(_work(inner, values))
        case ast.Call(args=[inner, *places]):
            return _round(_work(inner, values), *(_work(place, values) for place in places))
    raise ValueError(f"{ast.unparse(node)} is no checked formula")


def _combine(left: Decimal, operator: ast.operator, right: Decimal) -> Decimal:
    match operator:
        case ast.Add():
            return _CONTEXT.add(left, right)
        case ast.Sub():
            return _CONTEXT.subtract(left, right)
        case ast.Mult():
            return _CONTEXT.multiply(left, right)
        case ast.Div():
            return _CONTEXT.divide(left, right)
    if abs(right) > MOST_POWER:
        raise ArithmeticError(f"a power above {MOST_POWER}")
    return _CONTEXT.power(left, right)


def _round(value: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    """Half up, as candidates are taught."""
    if not 0 <= places <= MOST_POWER:
        raise ArithmeticError("places out of range")
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP, context=_CONTEXT)
