"""``python -m bench.rivals highs|flexata ITEMS FORMS SECONDS``: the same papers by integer programming, in a process of
its own.

In: the size of a made-up problem, the time for building and solving. Out: lines of JSON: seconds to build, then what
was found. Follows: every cell exactly, no question twice, information and mean difficulty within the tolerances; a
feasible solution is enough, so that nobody spends time on doing better than was asked.
"""

import contextlib
import io
import json
import math
import resource
import sys
import time
from typing import Any

import numpy as np

from bench.problems import Problem, make_large, state_targets

MEMORY = 12 << 30
SCALING = 1.702  # FlexATA's D; a discrimination of 1 / D makes its model the Rasch model


def main(name: str, items: int, forms: int, seconds: float) -> None:
    """Build, say so, solve, say what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    problem = state_targets(make_large(items, forms))
    began = time.perf_counter()
    build, solve = {"highs": (build_highs, solve_highs), "flexata": (build_flexata, solve_flexata)}[name]
    model = build(problem)
    built = time.perf_counter() - began
    print(json.dumps({"built": built}), flush=True)
    papers, said = solve(model, problem, max(1.0, seconds - built))
    print(json.dumps({"solved": time.perf_counter() - began, "said": said, "papers": papers}), flush=True)


def columns(problem: Problem) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int]]:
    """Cell, information and difficulty of every question, and the count of every cell."""
    cells = {(line.leaf, cell.type): cell.count for line in problem.blueprint.lines for cell in line.counts}
    numbers = {key: number for number, key in enumerate(cells)}
    items = problem.bank.items
    cell = np.array([numbers[item.requirement.rpartition(".")[0], item.type] for item in items])
    ease = np.array([item.difficulty for item in items])
    return cell, ease * (1 - ease), ease, list(cells.values())


def bounds(problem: Problem) -> tuple[tuple[float, float], tuple[float, float]]:
    """What information and summed difficulty of a paper may be; half the tolerance on either side of difficulty."""
    rules, questions = problem.rules, sum(line.questions for line in problem.blueprint.lines)
    aim, ease = float(rules.information_target or 0), float(rules.difficulty_target or 0) * questions
    far, wide = float(rules.information) * aim, float(rules.difficulty) * questions / 2
    return (aim - far, aim + far), (ease - wide, ease + wide)


def build_highs(problem: Problem) -> Any:
    """One binary a question and paper, column after column: its cell, itself, information, difficulty."""
    import highspy

    cell, information, ease, counts = columns(problem)
    items, forms = len(cell), problem.forms
    form, item = np.divmod(np.arange(items * forms), items)
    starts = np.cumsum([0, forms * len(counts), items, forms])
    rows = np.stack(
        [form * len(counts) + cell[item], starts[1] + item, starts[2] + form, starts[3] + form], axis=1
    ).ravel()
    values = np.stack([np.ones(items * forms), np.ones(items * forms), information[item], ease[item]], axis=1).ravel()
    (low, high), (hard, easy) = bounds(problem)
    exact = np.tile(counts, forms)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = items * forms, int(starts[3]) + forms
    model.col_cost_, model.col_lower_ = np.zeros(items * forms), np.zeros(items * forms)
    model.col_upper_ = np.ones(items * forms)
    model.row_lower_ = np.concatenate([exact, np.zeros(items), np.full(forms, low), np.full(forms, hard)])
    model.row_upper_ = np.concatenate([exact, np.ones(items), np.full(forms, high), np.full(forms, easy)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 4 * items * forms + 1, 4)
    model.a_matrix_.index_, model.a_matrix_.value_ = rows, values
    model.integrality_ = [highspy.HighsVarType.kInteger] * (items * forms)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the name and the value of an option
    solver.passModel(model)
    return solver


def solve_highs(solver: Any, problem: Problem, seconds: float) -> tuple[list[list[str]] | None, str]:
    """The papers, or None with the solver's last word."""
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    said = solver.modelStatusToString(solver.getModelStatus())
    if solver.getInfo().primal_solution_status != 2:
        return None, said
    chosen = np.array(solver.getSolution().col_value).reshape(problem.forms, -1) > 1 / 2
    return [[problem.bank.items[at].id for at in np.flatnonzero(row)] for row in chosen], said


def build_flexata(problem: Problem) -> Any:
    """The same by the package's own calls."""
    import pandas
    from FlexATA.form_builder import FormBuilder

    cell, _, ease, counts = columns(problem)
    pool = pandas.DataFrame({"ItemID": [item.id for item in problem.bank.items]})
    pool["a"], pool["b"], pool["c"] = 1 / SCALING, [-math.log(p / (1 - p)) for p in ease], 0.0
    information, sums = bounds(problem)
    builder = FormBuilder()
    builder.pool = pool
    builder.number_of_forms, builder.number_of_items_per_form = problem.forms, sum(counts)
    builder.create_item_by_form_variables()
    builder.item_id_column, builder.irt_a_column, builder.irt_b_column, builder.irt_c_column = "ItemID", "a", "b", "c"
    for number, count in enumerate(counts):
        builder.add_content_constraints((cell == number).astype(int).tolist(), count, "==", f"cell{number}")
    builder.add_information_based_on_theta_points([0], [list(information)], as_objective=False)
    builder.add_weights_constraints(ease.tolist(), list(sums))
    builder.add_item_usage_constraints(0, 1)
    return builder


def solve_flexata(builder: Any, problem: Problem, seconds: float) -> tuple[list[list[str]] | None, str]:
    """The papers, or None with the solver's last word."""
    with contextlib.redirect_stdout(io.StringIO()):
        builder.solve_problem(timeLimit=seconds, msg=False, solver="CBC")
    half = 1 / 2
    papers = [
        [item.id for at, item in enumerate(problem.bank.items) if (builder.value(builder.items[at][form]) or 0) > half]
        for form in range(problem.forms)
    ]
    return (papers if any(papers) else None), builder.status


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
