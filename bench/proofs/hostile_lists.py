"""R17u: the same of what applicants and their employers upload: lists of people, and proofs.

In: how many files. Out: an account, a try a file. Follows: rule 10 of reliability. With tries enough, every file that
was made to hurt goes through both doors; the rest are good lists and proofs, damaged by their seeds.
"""

from collections.abc import Callable
from functools import partial

from tests.host.sandbox.hostile_uploads import LISTS, PROOFS, make_damaged, named_uploads

from bench.account import Account
from bench.proofs.hostile import Made, try_files

SHORT, LONG = 24, 400


def prove(tries: int, bug: str = "") -> Account:
    """Make, read, look."""
    promise = "hostile lists and proofs unhandled, over their time or 512 MB, writing, or handing on what acts"
    return try_files("R17u", promise, choose_uploads(tries), bug)


def choose_uploads(tries: int) -> list[Callable[[], Made]]:
    """What was made to hurt, as far as so many tries go, what was made for documents last; then what is damaged."""
    every = named_uploads()
    own = len(LISTS) + len(PROOFS)
    named = every if tries >= 2 * len(every) else every[: min(own, tries // 2)]
    makers = [partial(make_named, door, name, make) for door, name, make in named]
    return [*makers, *(partial(make_one, seed) for seed in range(tries - len(named)))]


def make_named(door: str, name: str, make: Callable[[], bytes]) -> Made:
    """A file and the name that says its door."""
    return f"{door}~{name}", make()


def make_one(seed: int) -> Made:
    """A damaged file and the name that says its door."""
    door, name, data = make_damaged(seed)
    return f"{door}~{name}", data
