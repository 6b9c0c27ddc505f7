"""The Merkle tree over a list: its root, and the proofs that an entry is in it and that it only grew.

In: the entries as bytes, in order. Out: roots and proofs, hashes of 32 bytes. Follows: RFC 9162, section 2.1: a leaf is
hashed behind 0x00, a node behind 0x01, and the left side of a node is the largest full tree that leaves some over.
"""

import hashlib
from collections.abc import Iterable, Sequence

Hash = bytes
EMPTY_ROOT: Hash = hashlib.sha256(b"").digest()


def hash_leaf(entry: bytes) -> Hash:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def hash_node(left: Hash, right: Hash) -> Hash:
    """The hash of two hashes that stand side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow_peaks(peaks: Sequence[Hash], size: int, entries: Iterable[bytes]) -> tuple[Hash, ...]:
    """The roots of the full trees of a longer list, largest first, from those of the first ``size`` entries.

    They are all that has to be kept of a list to reckon its root when it grows.
    """
    grown = list(peaks)
    if len(grown) != size.bit_count():
        raise ValueError(f"a list of {size} entries has {size.bit_count()} full trees, not {len(grown)}")
    for entry in entries:
        grown.append(hash_leaf(entry))
        full = size
        while full & 1:  # two full trees of one height become one
            right = grown.pop()
            grown.append(hash_node(grown.pop(), right))
            full >>= 1
        size += 1
    return tuple(grown)


def fold_peaks(peaks: Sequence[Hash]) -> Hash:
    """The root of the list that has these full trees."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = hash_node(peak, root)
    return root


def find_root(entries: Iterable[bytes]) -> Hash:
    """The root of a list."""
    return fold_peaks(grow_peaks((), 0, entries))


def prove_inclusion(entries: Sequence[bytes], index: int) -> tuple[Hash, ...]:
    """PATH of 2.1.3.1: the hashes beside the way from an entry to the root, nearest to the entry first."""
    if not 0 <= index < len(entries):
        raise ValueError(f"entry {index} is not among {len(entries)}")
    path, level = [], [hash_leaf(entry) for entry in entries]
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        level = [hash_node(*level[at : at + 2]) if at + 1 < len(level) else level[at] for at in range(0, len(level), 2)]
        index >>= 1
    return tuple(path)


def prove_consistency(entries: Sequence[bytes], first: int) -> tuple[Hash, ...]:
    """PROOF of 2.1.4.1: what shows that the list of the first so many entries is the beginning of this one."""
    if not 0 < first <= len(entries):
        raise ValueError(f"a beginning has 1 to {len(entries)} entries, not {first}")
    return _prove_part(entries, first, whole=True)


def _prove_part(entries: Sequence[bytes], first: int, *, whole: bool) -> tuple[Hash, ...]:
    if first == len(entries):
        return () if whole else (find_root(entries),)
    left = split_at(len(entries))
    if first <= left:
        return (*_prove_part(entries[:left], first, whole=whole), find_root(entries[left:]))
    return (*_prove_part(entries[left:], first - left, whole=False), find_root(entries[:left]))


def split_at(size: int) -> int:
    """How many entries stand on the left: the largest power of two that is less than the size."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(entry: bytes, index: int, size: int, path: Sequence[Hash], root: Hash) -> bool:
    """Whether an entry stands at a place of the list of that size and root (2.1.3.2)."""
    return verify_path(hash_leaf(entry), index, size, path, root)


def verify_path(leaf: Hash, index: int, size: int, path: Sequence[Hash], root: Hash) -> bool:
    """Whether the entry of a hash stands at a place of the list of that size and root."""
    if not 0 <= index < size or len(leaf) != len(EMPTY_ROOT):
        return False
    here, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = hash_node(beside, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = hash_node(found, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(first: int, second: int, old: Hash, new: Hash, proof: Sequence[Hash]) -> bool:
    """Whether the list of the first size and root is the beginning of that of the second (2.1.4.2).

    Of an empty list nothing is proved: every list begins with it.
    """
    if first == second:
        return first > 0 and not proof and old == new
    if not 0 < first < second or not proof:
        return False
    steps = [old, *proof] if first & (first - 1) == 0 else list(proof)
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old_found = new_found = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old_found, new_found = hash_node(beside, old_found), hash_node(beside, new_found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new_found = hash_node(new_found, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and old_found == old and new_found == new
