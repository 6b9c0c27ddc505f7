"""Occupations found by what people type: Chinese, pinyin, the initials of pinyin, a code or its beginning.

In: a register and a text. Out: entries, best first. Follows: names are spelt by pypinyin, which knows how characters
are read together; several words must all be found.
"""

import re
from functools import lru_cache

import msgspec
from pypinyin import lazy_pinyin

from liangcai.catalogue.register import Entry, Register

LATIN = re.compile(r"[a-z]+")
NO_MATCH = 9


class Spelling(msgspec.Struct, frozen=True):
    """How a name sounds: its syllables and their first letters; other signs are left out."""

    syllables: tuple[str, ...]
    initials: str


@lru_cache(maxsize=8192)
def spell(name: str) -> Spelling:
    """The pinyin of a name without tones, ü written v."""
    parts = tuple(part for part in lazy_pinyin(name, errors="ignore", v_to_u=False) if part)
    return Spelling(parts, "".join(part[0] for part in parts))


def search(register: Register, text: str) -> tuple[Entry, ...]:
    """The occupations in which every word is found, closest first; all of them for a blank text."""
    words = text.casefold().replace("'", "").split()
    ranked = ((max((rank(entry, word) for word in words), default=0), entry) for entry in register.entries)
    found = [(place, entry) for place, entry in ranked if place < NO_MATCH]
    return tuple(entry for _, entry in sorted(found, key=lambda pair: (pair[0], pair[1].edition, pair[1].code)))


def rank(entry: Entry, word: str) -> int:
    """How near a word is to an occupation: 0 is the name or the code itself, ``NO_MATCH`` nothing of it."""
    return min(
        rank_name(term.name, word) if not word[0].isdigit() else rank_code(term.code, word) for term in entry.terms
    )


def rank_code(code: str, word: str) -> int:
    """A code is found by itself or by its beginning."""
    return 0 if code == word else 1 if code.startswith(word) else NO_MATCH


def rank_name(name: str, word: str) -> int:
    """A name is found by a part of it, by its initials, or by its pinyin from the beginning of a syllable."""
    plain = name.casefold()
    if word in plain:
        return 0 if word == plain else 1 if plain.startswith(word) else 2
    if not LATIN.fullmatch(word):
        return NO_MATCH
    sound = spell(name)
    if word in sound.initials:
        return 3 if sound.initials.startswith(word) else 4
    tails = ("".join(sound.syllables[start:]) for start in range(len(sound.syllables)))
    return next((5 if start == 0 else 6 for start, tail in enumerate(tails) if tail.startswith(word)), NO_MATCH)
