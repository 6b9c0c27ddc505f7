"""How far a forced value came through, and what kind of mistake makes it come out as it does.

In: a tag, what was forced, what was seen. Out: a share; a sentence. Follows: scale, word order and address are tried
apart: a value that is off by the same factor or the same offset both times has the other two right.
"""

from collections.abc import Sequence
from fractions import Fraction

from liangcai.findings import Message
from liangcai.stations.model import NONE, WHOLE
from liangcai_stations.field.registers import decode, encode
from liangcai_stations.field.scene import Order, Register, Scene, Tag
from liangcai_stations.field.trying import Forced

Seen = Sequence[float | None]
LEAST = 1e-9


def share_tag(tag: Tag, wanted: Sequence[float], seen: Seen, one: Forced) -> Fraction:
    """How far a tag came through in all rounds: whole, by a wrong factor or offset, or not."""
    expected = [float(round(value)) if tag.type == "int" else value for value in wanted]
    if all(is_near(value, truth, float(one.within)) for value, truth in zip(seen, expected, strict=True)):
        return WHOLE
    return Fraction(one.factor) if find_factor(expected, seen) or find_shift(expected, seen) else NONE


def is_near(value: float | None, truth: float, within: float) -> bool:
    """Whether a value agrees with the truth."""
    return value is not None and abs(value - truth) <= within * max(abs(truth), LEAST)


def find_factor(wanted: Sequence[float], seen: Seen) -> float | None:
    """The one factor by which all values are off, or None."""
    factors = [value / truth for value, truth in zip(seen, wanted, strict=True) if value is not None and truth]
    if len(factors) < len(wanted) or not factors[0]:
        return None
    return factors[0] if all(is_near(one, factors[0], 0.01) for one in factors) else None


def find_shift(wanted: Sequence[float], seen: Seen) -> float | None:
    """The one offset by which all values are off, or None."""
    shifts = [value - truth for value, truth in zip(seen, wanted, strict=True) if value is not None]
    if len(shifts) < len(wanted):
        return None
    return shifts[0] if all(abs(one - shifts[0]) <= 0.005 * abs(wanted[0]) for one in shifts) else None


def explain_tag(scene: Scene, tag: Tag, wanted: Sequence[float], seen: Seen, one: Forced) -> Message:
    """What kind of mistake it looks like."""
    name = scene.signal(tag.signal).name
    zh, en = _explain(scene, tag, wanted, seen)
    told = ", ".join("—" if value is None else f"{value:g}" for value in seen)
    put = ", ".join(f"{value:g}" for value in wanted)
    share = f"{float(share_tag(tag, wanted, seen, one) * 100):.0f} %"
    return Message(f"{name.zh} {share}：给 {put} 得 {told}，{zh}", f"{name.en} {share}: {put} gave {told}, {en}")


def _explain(scene: Scene, tag: Tag, wanted: Sequence[float], seen: Seen) -> tuple[str, str]:
    if any(value is None for value in seen):
        return "没有数", "no value"
    factor, shift = find_factor(wanted, seen), find_shift(wanted, seen)
    if factor is not None:
        return f"像是倍率差 {factor:g} 倍", f"the scale looks {factor:g} times off"
    if shift is not None:
        return f"像是偏移量差 {shift:g}", f"the offset looks {shift:g} off"
    registers = [one for device in scene.devices if device.id == tag.device for one in device.registers]
    register = next((one for one in registers if one.signal == tag.signal), None)
    if register is not None and _swapped(register, wanted, seen):
        return "像是字序反了", "the word order looks swapped"
    return "像是地址或类型不对", "the address or the type looks wrong"


def _swapped(register: Register, wanted: Sequence[float], seen: Seen) -> bool:
    other: Order = "big" if register.order == "swapped" else "swapped"
    for truth, value in zip(wanted, seen, strict=True):
        number = decode(encode(register, truth), register.type, other)
        if number is None or value is None or not is_near(value, number * register.scale, 0.01):
            return False
    return True
