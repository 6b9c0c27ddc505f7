"""liangcai.scheduling.desks: neighbours of different schools wherever that is possible."""

import random
from collections.abc import Sequence

import pytest

from liangcai.scheduling.desks import choose_desks, count_pairs


def can_be_parted(schools: Sequence[str], columns: int, desks: int) -> bool:
    """Whether any arrangement has no two neighbours of one school, by trying all."""

    def place(desk: int, left: list[str], at: dict[int, str]) -> bool:
        if not left:
            return True
        if desk == desks:
            return False
        for school in set(left):
            beside = (at.get(desk - columns), at.get(desk - 1) if desk % columns else None)
            if not school or school not in beside:
                rest = left.copy()
                rest.remove(school)
                if place(desk + 1, rest, at | {desk: school}):
                    return True
        return place(desk + 1, left, at)

    return place(0, list(schools), {})


@pytest.mark.parametrize("seed", range(120))
def test_schools_are_parted_exactly_when_that_is_possible(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - desks are no secret
    desks, columns = rng.randint(1, 9), rng.randint(1, 4)
    schools = [rng.choice(("甲", "乙", "丙", "")) for _ in range(rng.randint(1, desks))]
    chosen = choose_desks(schools, columns, desks)
    assert len(set(chosen)) == len(schools)
    assert set(chosen) <= set(range(desks))
    assert (count_pairs(schools, columns, chosen) == 0) == can_be_parted(schools, columns, desks)


def test_one_school_takes_every_other_desk_of_a_large_room() -> None:
    chosen = choose_desks(["甲"] * 15, 5, 30)
    assert count_pairs(["甲"] * 15, 5, chosen) == 0


def test_those_who_need_it_sit_where_they_can_get_to() -> None:
    schools = ["甲", "甲", "乙", "乙", "丙", "丙"]
    chosen = choose_desks(schools, 3, 12, front=(1, 4), reach=3)
    assert {chosen[1], chosen[4]} <= {0, 1, 2}
    assert count_pairs(schools, 3, chosen) == 0


def test_where_all_are_of_one_school_everybody_still_has_a_desk() -> None:
    assert sorted(choose_desks(["甲"] * 6, 3, 6)) == list(range(6))
