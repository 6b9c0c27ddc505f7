"""Numbers as Modbus registers, and back.

In: a value and how it is kept; or words and how somebody reads them. Out: words of 16 bits; a number. Follows: the
Modbus application protocol keeps big-endian words; which word of two comes first is the maker's choice.
"""

import math
import struct
from collections.abc import Sequence

from liangcai_stations.field.scene import Order, Register, RegisterType

_BOUNDS: dict[RegisterType, tuple[int, int]] = {
    "int16": (-(2**15), 2**15 - 1),
    "uint16": (0, 2**16 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
}
_FORMATS: dict[RegisterType, str] = {"int16": ">h", "uint16": ">H", "int32": ">i", "uint32": ">I", "float32": ">f"}


def count_words(kind: RegisterType) -> int:
    """How many registers a number of this type takes."""
    return struct.calcsize(_FORMATS[kind]) // 2


def encode(register: Register, value: float) -> list[int]:
    """The words of a value; what is out of bounds stands at the bound, as a device shows its full scale."""
    raw = value / register.scale
    if register.type == "float32":
        packed = struct.pack(">f", raw)
    else:
        low, high = _BOUNDS[register.type]
        packed = struct.pack(_FORMATS[register.type], max(low, min(high, round(raw))))
    words = [packed[place] << 8 | packed[place + 1] for place in range(0, len(packed), 2)]
    return words[::-1] if register.order == "swapped" else words


def decode(words: Sequence[int], kind: RegisterType, order: Order) -> float | None:
    """The number of words as somebody reads them; None for too few words, or for no number."""
    if len(words) < count_words(kind):
        return None
    ordered = list(words[: count_words(kind)])
    if order == "swapped":
        ordered.reverse()
    packed = b"".join(word.to_bytes(2, "big") for word in ordered)
    number = float(struct.unpack(_FORMATS[kind], packed)[0])
    return number if math.isfinite(number) else None
