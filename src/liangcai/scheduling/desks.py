"""Which desk for whom, so that neighbours come from different schools.

In: the organisations of those who sit in a room, its columns, its desks. Out: a desk for each. Follows: practice: one
person a desk; left, right, in front and behind sits nobody of the same school or employer wherever that is possible.
"""

from collections import Counter
from collections.abc import Sequence

TRIES = 20_000


def choose_desks(
    schools: Sequence[str], columns: int, desks: int, front: Sequence[int] = (), reach: int = 0
) -> list[int]:
    """A desk, counted along the rows, for each person; ``front`` are people who need one of the first ``reach`` desks.

    A blank school is nobody's neighbour. Where no arrangement keeps all apart, few sit beside their own.
    """
    used = list_desks(schools, columns, desks)
    chosen = deal_desks(schools, used, seat_front(front, reach, columns))
    largest = max(Counter(school for school in schools if school).values(), default=0)
    if largest > (desks + 1) // 2 or not count_pairs(schools, columns, chosen):
        return chosen
    exchange_desks(schools, columns, chosen, set(front))
    if not count_pairs(schools, columns, chosen):
        return chosen
    return Search(schools, columns, desks, {chosen[person]: person for person in front}).run() or chosen


def seat_front(front: Sequence[int], reach: int, columns: int) -> dict[int, int]:
    """Desks that can be reached, no two beside each other while there are enough."""
    near = sorted(range(max(reach, len(front))), key=lambda desk: not is_dark(desk, columns))
    return dict(zip(front, near, strict=False))


def list_desks(schools: Sequence[str], columns: int, desks: int) -> list[int]:
    """The desks in use: the front ones, or more where one school needs every other desk."""
    sizes = Counter(school for school in schools if school)
    largest = max(sizes.values(), default=0)
    count = len(schools)
    while count < desks and sum(is_dark(desk, columns) for desk in range(count)) < largest:
        count += 1
    dark = [desk for desk in range(count) if is_dark(desk, columns)]
    light = [desk for desk in range(count) if not is_dark(desk, columns)]
    return (dark + light)[: len(schools)]


def is_dark(desk: int, columns: int) -> bool:
    """The colour of a desk on a chequered floor; no two dark ones touch."""
    row, column = divmod(desk, columns)
    return (row + column) % 2 == 0


def deal_desks(schools: Sequence[str], used: list[int], fixed: dict[int, int]) -> list[int]:
    """The largest schools first, first on dark desks and then on light ones; who has a desk already keeps it."""
    taken = set(fixed.values())
    free = [desk for desk in used if desk not in taken]
    sizes = Counter(schools)
    rest = [person for person in range(len(schools)) if person not in fixed]
    rest.sort(key=lambda person: (not schools[person], -sizes[schools[person]], schools[person]))
    found = fixed | dict(zip(rest, free, strict=False))
    return [found[person] for person in range(len(schools))]


def neighbours(desk: int, columns: int) -> tuple[int, ...]:
    """The desks to the left and right, in front and behind; some may not exist."""
    beside = ((desk - 1,) if desk % columns else ()) + ((desk + 1,) if (desk + 1) % columns else ())
    return (*beside, desk - columns, desk + columns)


def count_pairs(schools: Sequence[str], columns: int, chosen: Sequence[int]) -> int:
    """How many neighbours are of one school."""
    at = {desk: schools[person] for person, desk in enumerate(chosen) if schools[person]}
    return sum(
        at.get(other) == school for desk, school in at.items() for other in neighbours(desk, columns) if other > desk
    )


def clashes(at: dict[int, str], desk: int, school: str, columns: int) -> int:
    """How many neighbours of a desk are of a school."""
    return sum(at.get(other) == school for other in neighbours(desk, columns)) if school else 0


def exchange_desks(schools: Sequence[str], columns: int, chosen: list[int], fixed: set[int]) -> None:
    """Let two people change desks as long as fewer sit beside their own."""
    at = {desk: schools[person] for person, desk in enumerate(chosen)}
    better = True
    while better:
        better = False
        for one in range(len(chosen)):
            if one in fixed or not clashes(at, chosen[one], schools[one], columns):
                continue
            better = any(
                exchange_two(schools, columns, chosen, at, one, two) for two in range(len(chosen)) if two not in fixed
            )
            if better:
                break


def exchange_two(
    schools: Sequence[str], columns: int, chosen: list[int], at: dict[int, str], one: int, two: int
) -> bool:
    """Exchange two people if that parts more neighbours than it brings together."""
    first, second = chosen[one], chosen[two]
    if schools[one] == schools[two]:
        return False
    before = clashes(at, first, schools[one], columns) + clashes(at, second, schools[two], columns)
    at[first], at[second] = schools[two], schools[one]
    after = clashes(at, first, schools[two], columns) + clashes(at, second, schools[one], columns)
    if after >= before:
        at[first], at[second] = schools[one], schools[two]
        return False
    chosen[one], chosen[two] = second, first
    return True


class Search:
    """Every arrangement in turn, the most numerous school first at each desk, until one keeps all apart."""

    def __init__(self, schools: Sequence[str], columns: int, desks: int, fixed: dict[int, int]) -> None:
        self.schools, self.columns = schools, columns
        self.at = {desk: schools[person] for desk, person in fixed.items()}
        self.fixed = fixed
        self.desks = [desk for desk in range(desks) if desk not in fixed]
        self.left = Counter(school for person, school in enumerate(schools) if person not in fixed.values())
        self.tries = TRIES

    def run(self) -> list[int] | None:
        """A desk for each person, or None where there is no way or the tries ran out."""
        if not self.place(0, len(self.desks) - self.left.total()):
            return None
        chosen = [-1] * len(self.schools)
        waiting: dict[str, list[int]] = {}
        for person, school in enumerate(self.schools):
            if person not in self.fixed.values():
                waiting.setdefault(school, []).append(person)
        for desk, school in self.at.items():
            chosen[self.fixed[desk] if desk in self.fixed else waiting[school].pop()] = desk
        return chosen

    def place(self, number: int, empty: int) -> bool:
        """Fill the desks from this one on; ``empty`` of them may stay empty."""
        self.tries -= 1
        if number == len(self.desks) or self.tries < 0:
            return number == len(self.desks)
        desk = self.desks[number]
        for school, count in self.left.most_common():
            if count and not clashes(self.at, desk, school, self.columns):
                self.left[school] -= 1
                self.at[desk] = school
                if self.place(number + 1, empty):
                    return True
                del self.at[desk]
                self.left[school] += 1
        return empty > 0 and self.place(number + 1, empty - 1)
