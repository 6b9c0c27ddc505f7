"""A secret in shares, of which any two give it back and one alone tells nothing.

In: a secret of any length, numbers from 1 to 255. Out: shares. Follows: A. Shamir, How to share a secret (1979), with
a threshold of two: each byte of the secret is the value at zero of a random line over GF(2^8), a share a point of it.
"""

import os

import msgspec

SHARES = 255
POLYNOMIAL = 0x11B  # x^8 + x^4 + x^3 + x + 1, as in AES


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A point of the line; its repr shows the number only."""

    number: int
    value: bytes

    def __repr__(self) -> str:
        """Nothing that a log could keep."""
        return f"Share({self.number})"


def split_secret(secret: bytes, count: int) -> tuple[Share, ...]:
    """Shares 1 to ``count`` of a secret."""
    if not 2 <= count <= SHARES:
        raise ValueError(f"a secret is split among 2 to {SHARES}, not {count}")
    slope = os.urandom(len(secret))
    return tuple(Share(number=number, value=_point(secret, slope, number)) for number in range(1, count + 1))


def restore_secret(first: Share, second: Share) -> bytes:
    """The secret that two different shares were split from; shares of another secret give other bytes."""
    if first.number == second.number or len(first.value) != len(second.value):
        raise ValueError("two different shares of one secret are needed")
    run = _invert(first.number ^ second.number)
    slope = bytes(_multiply(a ^ b, run) for a, b in zip(first.value, second.value, strict=True))
    return _point(first.value, slope, first.number)


def _point(start: bytes, slope: bytes, number: int) -> bytes:
    return bytes(a ^ _multiply(b, number) for a, b in zip(start, slope, strict=True))


def _multiply(a: int, b: int) -> int:
    product = 0
    for _ in range(8):
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (POLYNOMIAL if a & 0x80 else 0)
        b >>= 1
    return product


def _invert(a: int) -> int:
    """The inverse: the 254th power, since all but zero have order 255."""
    power = 1
    for _ in range(254):
        power = _multiply(power, a)
    return power
