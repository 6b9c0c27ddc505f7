"""Parallel papers from large banks, beside integer programmes that are given the same problem and a minute each.

In: sizes, seconds. Out: a line for each. Follows: 20 papers of 100 questions from 5,000 and 20,000 questions, 50 from
200,000, no question on two; everything that anybody gives out goes to the verifier, which knows none of them.
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.problems import Problem, make_large, state_targets
from bench.verifier import Verdict, decode, verify
from liangcai.assembly.assemble import assemble_forms

SIZES = ((5_000, 20, 3.0), (20_000, 20, 5.0), (200_000, 50, 60.0))
SECONDS, GRACE = 60.0, 5.0
RIVALS = {"highs": "HiGHS, one integer programme", "flexata": "FlexATA (CBC)"}
ROOT = Path(__file__).resolve().parents[2]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Who, on which problem, in how many seconds, with what result."""

    problem: str
    who: str
    seconds: float
    result: str

    def line(self) -> str:
        """For the terminal."""
        return f"{self.problem:<24} {self.who:<30} {self.seconds:7.2f} s  {self.result}"


def measure(seconds: float = SECONDS) -> Iterator[Line]:
    """Ours and the rivals, size after size."""
    for items, forms, goal in SIZES:
        problem = state_targets(make_large(items, forms))
        name = f"{forms} × 100 of {items:,}"
        ours = measure_ours(problem, name, goal)
        yield ours
        for rival, title in RIVALS.items():
            yield measure_rival(problem, name, rival, title, seconds, ours.seconds)


def measure_ours(problem: Problem, name: str, goal: float) -> Line:
    """The papers of this project, report included."""
    began = time.perf_counter()
    made = assemble_forms(problem.blueprint, problem.bank, problem.seed, problem.forms, problem.rules)
    spent = time.perf_counter() - began
    assert made.value is not None, made.findings
    papers = [[question.item.id for question in form.questions] for form in made.value.forms]
    return Line(problem=name, who="ours", seconds=spent, result=f"{check(problem, papers)}; goal {goal:g} s")


def measure_rival(problem: Problem, name: str, rival: str, title: str, seconds: float, ours: float) -> Line:
    """A rival in a process of its own, which ends when the time is up."""
    if rival == "flexata" and importlib.util.find_spec("FlexATA") is None:
        return Line(problem=name, who=title, seconds=0.0, result="not installed (flexata, pulp and pandas<3 from PyPI)")
    spent, said = run_rival(rival, len(problem.bank.items), problem.forms, seconds)
    last = said[-1] if said else {}
    if "papers" not in last:
        done = f"model built after {last['built']:.1f} s, " if "built" in last else "model not built, "
        return Line(problem=name, who=title, seconds=spent, result=done + "no papers in the time")
    if last["papers"] is None:
        result = f"no papers ({last['said']}); model built after {said[0]['built']:.1f} s"
        return Line(problem=name, who=title, seconds=last["solved"], result=result)
    result = f"{check(problem, last['papers'])}; ours is {last['solved'] / ours:,.0f} × as fast"
    return Line(problem=name, who=title, seconds=last["solved"], result=result)


def run_rival(rival: str, items: int, forms: int, seconds: float) -> tuple[float, list[dict]]:  # type: ignore[type-arg]
    """How long the process took, and what it said."""
    command = [sys.executable, "-m", "bench.rivals", rival, str(items), str(forms), str(seconds)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        try:
            out, _ = process.communicate(timeout=seconds + GRACE + items / 20_000)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, _ = process.communicate()
    return time.perf_counter() - began, [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def check(problem: Problem, papers: list[list[str]]) -> str:
    """The verifier's word."""
    verdict: Verdict = verify(
        decode(msgspec.json.encode(problem.blueprint)),
        decode(msgspec.json.encode(problem.bank.items)),
        papers,
        decode(msgspec.json.encode(problem.rules)),
        {},
    )
    rules = problem.rules
    alike = verdict.information_off <= float(rules.information) and verdict.difficulty_off <= float(rules.difficulty)
    word = "verified" if alike and not verdict.faults else f"REFUSED: {verdict.faults[:2] or 'not alike'}"
    return (
        f"information off by {verdict.information_off:.4%} at most, difficulty by {verdict.difficulty_off:.5f}; {word}"
    )


if __name__ == "__main__":
    for result in measure(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS):
        print(result.line(), flush=True)
