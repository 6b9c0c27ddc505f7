"""Solutions of a pack as data: the reference, the empty one, and mutants that are the reference with one change.

In: the text of a ``solutions.toml``, the names that a seed drew, how an engine writes a whole sheet in one step. Out:
the steps of each solution, or its events. Follows: a solution calls what the seed drew by name, so that it is right for
every seed; an edit that touches nothing is an error.
"""

import tomllib
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.trial import EMPTY, REFERENCE
from liangcai_stations.drawing import Names, fill_all

Step: TypeAlias = dict[str, Any]
Steps: TypeAlias = tuple[Step, ...]
T = TypeVar("T")


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The steps that have all of ``where`` get what is in ``to``."""

    where: Step
    to: Step


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a mutant differs from the reference: steps left out, changed, put before it, put behind it."""

    drop: Steps = ()
    change: tuple[Change, ...] = ()
    first: Steps = ()
    last: Steps = ()


class Solutions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All solutions of a pack; ``mutants`` by name."""

    reference: Steps
    empty: Steps = ()
    mutants: dict[str, Edit] = {}


def solve_all(
    text: str, names: Names, spread: Callable[[Steps], Steps], read_step: Callable[[Step], T], name: str
) -> Result[dict[str, tuple[T, ...]]]:
    """The events of every solution, the reference and the empty one first; ``read_step`` raises where a step is none.

    ``spread`` writes the short forms of an engine out.
    """
    try:
        solved = read_solutions(text, names, spread)
        return Result({one: tuple(read_step(step) for step in steps) for one, steps in solved.items()})
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        return Result({}, (refuse_solutions(name, error),))


def read_solutions(text: str, names: Names, spread: Callable[[Steps], Steps]) -> dict[str, Steps]:
    """The steps of every solution, the reference and the empty one first; ValueError where they can't be read."""
    solutions = msgspec.convert(fill_all(tomllib.loads(text), names), Solutions)
    reference = spread(solutions.reference)
    solved = {REFERENCE: reference, EMPTY: spread(solutions.empty)}
    for mutant, edit in solutions.mutants.items():
        solved[mutant] = mutate(reference, edit, mutant, spread)
    return solved


def mutate(reference: Steps, edit: Edit, name: str, spread: Callable[[Steps], Steps]) -> Steps:
    """The reference with one edit; raises ValueError where the edit touches nothing."""
    wheres = (*edit.drop, *(change.where for change in edit.change))
    lost = [where for where in wheres if not any(matches(step, where) for step in reference)]
    if lost or edit == Edit():
        raise ValueError(f"{name}: {lost[0] if lost else 'nothing'} is no step of the reference")
    kept = [step for step in reference if not any(matches(step, where) for where in edit.drop)]
    for change in edit.change:
        kept = [{**step, **change.to} if matches(step, change.where) else step for step in kept]
    return (*spread(edit.first), *kept, *spread(edit.last))


def matches(step: Step, where: Step) -> bool:
    """Whether a step has all of this."""
    return all(step.get(key) == value for key, value in where.items())


def refuse_solutions(name: str, error: Exception) -> Finding:
    """Why the solutions can't be used."""
    message = Message(f"工位的解答读不懂：{error}。", f"The solutions of the station cannot be read: {error}.")
    return Finding(rule="station.solutions", severity=Severity.ERROR, message=message, document=name)
