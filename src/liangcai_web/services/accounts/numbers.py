"""Numbers and codes of applications: what an applicant writes down to come back.

In: nothing, or what was typed. Out: a number, a code, its hash. Follows: no letter or digit that is taken for another;
the code is kept as a hash only.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
NUMBER, CODE = 8, 12


def draw_number() -> str:
    """A number such as ``7K2M-9XQF``: one of 6 · 10¹¹, so that two are never drawn alike in practice."""
    return _draw(NUMBER)


def draw_code() -> str:
    """A code of 12 characters, 58 bits."""
    return _draw(CODE)


def read_code(typed: str) -> str:
    """A number or a code as typed, in capitals with its strokes."""
    plain = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def _draw(length: int) -> str:
    return read_code("".join(secrets.choice(ALPHABET) for _ in range(length)))
