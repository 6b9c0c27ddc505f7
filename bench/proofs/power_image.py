"""What a disk has after the power was cut: all that was synced, and of the rest whatever chance left.

In: a record, the place of the cut, a seed. Out: the files. Follows: what was written before a file's last finished sync
is there; each later write was kept, dropped or torn between sectors, whatever the order. A new file has its name on the
disk with its own first sync, since SQLite syncs the folder with it; until then the name may be missing.
"""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.proofs.power import Act

SECTOR = 512
KEEPING = (0.0, 0.1, 0.5, 0.9)


class Image(NamedTuple):
    """The files, and how many acts the disk was free to lose, had lost or had torn."""

    files: dict[str, bytes]
    unsynced: int
    dropped: int
    torn: int


def build_image(begin: Mapping[str, bytes], acts: Sequence[Act], cut: int, rng: random.Random) -> Image:
    """The disk after the first ``cut`` acts."""
    past = [act for act in acts[:cut] if act.kind != "acknowledged"]
    names = {*begin, *(act.name for act in past)}
    share, files, counts = rng.choice(KEEPING), {}, [0, 0, 0]
    for name in sorted(names):
        own = [act for act in past if act.name == name]
        synced = max((place + 1 for place, act in enumerate(own) if act.kind == "sync"), default=0)
        content = bytearray(begin.get(name, b""))
        for act in own[:synced]:
            apply_act(content, act)
        for act in own[synced:]:
            fate = choose_fate(act, share, rng)
            counts = [counts[0] + 1, counts[1] + (fate == "dropped"), counts[2] + (fate == "torn")]
            apply_unsynced(content, act, fate, rng)
        if name in begin or synced or rng.random() < share:
            files[name] = bytes(content)
    return Image(files, *counts)


def choose_fate(act: Act, share: float, rng: random.Random) -> str:
    """Kept, dropped or torn."""
    if rng.random() < share:
        return "kept"
    return "torn" if act.kind == "write" and rng.random() < 0.5 else "dropped"


def apply_unsynced(content: bytearray, act: Act, fate: str, rng: random.Random) -> None:
    """All of an act, none of it, or some of its sectors."""
    if fate == "kept":
        apply_act(content, act)
    elif fate == "torn":
        for part in split_sectors(act):
            if rng.random() < 0.5:
                apply_act(content, part)


def split_sectors(act: Act) -> list[Act]:
    """A write as the sectors of the disk see it."""
    parts, start, end = [], act.offset, act.offset + len(act.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        parts.append(Act("write", act.name, start, act.data[start - act.offset : stop - act.offset]))
        start = stop
    return parts


def apply_act(content: bytearray, act: Act) -> None:
    """A write or a cut; what lies between the end and a later write is zeros."""
    if act.kind == "truncate":
        del content[act.offset :]
    if act.kind in ("truncate", "write") and len(content) < act.offset:
        content.extend(bytes(act.offset - len(content)))
    if act.kind == "write":
        content[act.offset : act.offset + len(act.data)] = act.data
