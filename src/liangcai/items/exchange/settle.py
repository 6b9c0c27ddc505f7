"""What a person has to settle before a file can be imported.

In: an import that is not complete, what was settled before. Out: a settlement to fill in. Follows: nothing is guessed:
each open point stands there with ``?`` for its requirement, which is none and is refused until a person replaces it.
"""

import msgspec

from liangcai.items.exchange.imported import Import, Settled, Settlement

OPEN = "?"


def draft_settlement(found: Import, before: Settlement) -> Settlement:
    """What was settled, with a row for each path that is still open; questions without a path one for each row."""
    rows: dict[str, list[int]] = {}
    for unmatched in found.unmatched:
        rows.setdefault(unmatched.path, []).append(unmatched.spot.row)
    added = tuple(
        Settled(path=path, requirement=OPEN, rows=() if path else tuple(numbers)) for path, numbers in rows.items()
    )
    kept = tuple(settled for settled in before.points if settled.requirement != OPEN)
    return msgspec.structs.replace(before, points=(*kept, *added))
