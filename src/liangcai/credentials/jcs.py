"""JSON of other programs, read so that it can be written in one way only.

In: bytes, or a value of JSON. Out: the value; its canonical bytes. Follows: RFC 8785 (JSON Canonicalization Scheme),
RFC 7493 (I-JSON): numbers are doubles and are written as ECMAScript writes them, names stand in the order of UTF-16.
"""

import json
import math
from typing import Any

LARGEST = 2**53 - 1  # beyond it a whole number is not the same in every program
DEEPEST = 40
# Where ECMAScript begins to write an exponent, above and below.
_MOST_DIGITS, _LEAST_PLACE = 21, -6


def read_json(data: bytes) -> Any:
    """A value without a name twice, a number that programs read differently, or endless depth; raises ValueError."""
    try:
        value = json.loads(
            data, object_pairs_hook=_pair_once, parse_float=_read_fraction, parse_constant=_refuse_number
        )
        _measure(value, 0)
    except RecursionError as error:
        raise ValueError("too deep") from error
    return value


def write_json(value: Any) -> bytes:
    """The canonical bytes of what ``read_json`` lets through."""
    return _write(value).encode()


def write_number(number: float) -> str:
    """A finite number as ECMAScript writes it: the fewest digits that mean it."""
    if number == 0:
        return "0"
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    plain = (whole + fraction).rstrip("0")
    digits = plain.lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(plain) - len(digits))
    return ("-" if number < 0 else "") + _place(digits, point)


def _place(digits: str, point: int) -> str:
    """Digits with the decimal point behind the first so many of them, or with an exponent."""
    if len(digits) <= point <= _MOST_DIGITS:
        return digits.ljust(point, "0")
    if 0 < point <= _MOST_DIGITS:
        return f"{digits[:point]}.{digits[point:]}"
    if _LEAST_PLACE < point <= 0:
        return "0." + "0" * -point + digits
    more = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{more}e{point - 1:+d}"


def _write(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_write(name)}:{_write(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    if isinstance(value, float):
        return write_number(value)
    return json.dumps(value, ensure_ascii=False)


def _measure(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("too large a number")
    if isinstance(value, str):
        value.encode()  # half a surrogate has no bytes
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _measure(one, depth + 1)


def _pair_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    for name in found:
        name.encode()
    return found


def _read_fraction(text: str) -> float:
    """A number with a fraction or an exponent; 56.0 is the whole number 56, as linked data reads it too."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return int(number) if number.is_integer() and abs(number) <= LARGEST else number


def _refuse_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")
