"""The arithmetic of a calculation as QTI expressions, so that a player draws and marks it alike.

In: a formula over drawn values, the values. Out: expression XML, declarations, template rules. Follows: QTI 3.0
expressions; a value is low + k × step with k drawn as a whole number.
"""

import ast
from decimal import Decimal

from liangcai.items.content import Drawn
from liangcai.items.drawing import count_steps

_BINARY = {ast.Add: "sum", ast.Sub: "subtract", ast.Mult: "product", ast.Div: "divide", ast.Pow: "power"}


def write_formula(formula: str, prefix: str) -> str:
    """A checked formula as an expression."""
    return _write(ast.parse(formula.strip(), mode="eval").body, prefix)


def declare_values(values: tuple[Drawn, ...], prefix: str) -> str:
    """The declarations of the values that are drawn."""
    return "".join(
        f'<qti-template-declaration identifier="{prefix}{drawn.name}" cardinality="single" base-type="float"/>'
        for drawn in values
    )


def draw_values(values: tuple[Drawn, ...], prefix: str) -> str:
    """The rules that draw them."""
    return "".join(
        f'<qti-set-template-value identifier="{prefix}{drawn.name}"><qti-sum>{write_number(drawn.low)}<qti-product>'
        f'<qti-random-integer min="0" max="{count_steps(drawn) - 1}"/>{write_number(drawn.step)}'
        "</qti-product></qti-sum></qti-set-template-value>"
        for drawn in values
    )


def format_value(drawn: Drawn) -> str:
    """How a value is printed: with as many places as its step and its least value have."""
    places = max(-int(Decimal(text).as_tuple().exponent) for text in (drawn.low, drawn.step))
    return f"%.{max(0, places)}f"


def write_number(text: str) -> str:
    """A number as an expression."""
    return f'<qti-base-value base-type="float">{Decimal(text):f}</qti-base-value>'


def _write(node: ast.expr, prefix: str) -> str:
    match node:
        case ast.BinOp(left=left, op=operator, right=right):
            name = _BINARY[type(operator)]
            return f"<qti-{name}>{_write(left, prefix)}{_write(right, prefix)}</qti-{name}>"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"<qti-product>{write_number('-1')}{_write(operand, prefix)}</qti-product>"
        case ast.UnaryOp(operand=operand):
            return _write(operand, prefix)
        case ast.Name(id=name):
            return f'<qti-variable identifier="{prefix}{name}"/>'
        case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
            return f"<qti-power>{_write(inner, prefix)}{write_number('0.5')}</qti-power>"
        case ast.Call(args=[inner, *places]):
            figures = ast.literal_eval(places[0]) if places else 0
            rounds = f'<qti-round-to rounding-mode="decimalPlaces" figures="{figures}">'
            return f"{rounds}{_write(inner, prefix)}</qti-round-to>"
        case ast.Constant(value=value):
            return write_number(str(value))
    raise ValueError(ast.dump(node))
