"""A1: no paper is given out that a second verifier, which shares no code with the assembler, does not pass.

In: how many random problems. Out: an account. Follows: issue of papers: every cell, rule and bound; what the report
says of a paper is what the verifier finds; where cells are refused, they lack questions, and not one more than stated.
"""

import re
from collections import Counter

import msgspec

from bench.account import Account, account
from bench.problems import Problem, draw_problem
from bench.verifier import decode, verify
from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import FormSet
from liangcai.findings import Result

SHORT, LONG = 60, 1000
RULE, PROMISE = "A1", "papers that a second verifier finds at odds with their report"


def prove(tries: int) -> Account:
    """Assemble, verify, compare; every tenth time twice over, which must give the same."""
    faults, ends = [], Counter[str]()
    for seed in range(tries):
        problem = draw_problem(seed)
        made = assemble(problem)
        end, wrong = judge(problem, made)
        if seed % 10 == 0 and assemble(problem) != made:
            wrong = [*wrong, "another result the second time"]
        ends[end] += 1
        faults += [f"problem {seed}: {fault}" for fault in wrong]
    said = ", ".join(f"{count} {end}" for end, count in ends.most_common())
    return account(RULE, PROMISE, tries, "random problems", faults, said)


def assemble(problem: Problem) -> Result[FormSet | None]:
    """The papers of a problem."""
    return assemble_forms(
        problem.blueprint, problem.bank, problem.seed, problem.forms, problem.rules, problem.exposures
    )


def judge(problem: Problem, made: Result[FormSet | None]) -> tuple[str, list[str]]:
    """How a problem ended, and what is wrong with that."""
    if made.value is None:
        return judge_refusal(problem, made)
    papers = [[question.item.id for question in form.questions] for form in made.value.forms]
    items = {item.id: item for item in problem.bank.items}
    changed = [q.item.id for form in made.value.forms for q in form.questions if q.item != items[q.item.id]]
    verdict = verify(
        decode(msgspec.json.encode(problem.blueprint)),
        decode(msgspec.json.encode(problem.bank.items)),
        papers,
        decode(msgspec.json.encode(problem.rules)),
        dict(problem.exposures),
    )
    report = made.value.report
    wrong = [f"{name} is not as it is in the bank" for name in changed]
    if report.conforms == bool(verdict.faults):
        wrong.append(f"the report says {report.conforms}, the verifier {verdict.faults[:3]}")
    if abs(report.difficulty_gap - verdict.difficulty_off) > 1e-5:
        wrong.append(f"difficulty off by {verdict.difficulty_off}, the report says {report.difficulty_gap}")
    if abs(report.information_gap - verdict.information_off) > 1e-5:
        wrong.append(f"information off by {verdict.information_off}, the report says {report.information_gap}")
    if report.conforms == any(finding.severity == "error" for finding in made.findings):
        wrong.append("findings and report are at odds")
    end = "conform and are parallel" if report.parallel else "conform"
    return (end if report.conforms else "break a rule and say so"), wrong


def judge_refusal(problem: Problem, made: Result[FormSet | None]) -> tuple[str, list[str]]:
    """Where cells lack questions: the verifier's own count of what every cell lacks, over all papers."""
    rules = {finding.rule for finding in made.findings}
    if rules != {"assembly.cell-lacks-questions"}:
        return "refused for their sets", [] if rules == {"assembly.sets-do-not-fit"} else [f"refused by {rules}"]
    if problem.blueprint.bands or problem.rules.common or problem.rules.most_exposed is not None:
        return "refused for cells", []
    stated = sum(int(found[1]) for finding in made.findings if (found := re.search(r"缺 (\d+) 道", finding.message.zh)))
    real = sum(count_lack(problem).values())
    return "refused for cells", [] if stated == real else [f"{stated} questions are said to be missing, {real} are"]


def count_lack(problem: Problem) -> dict[tuple[str, str], int]:
    """How many questions each cell lacks, from ids alone: they name leaf and type."""
    whole = Counter(item.set for item in problem.bank.items if item.set)
    inside = Counter(item.set for item in problem.bank.items if item.set and not item.id.endswith("-stray"))
    have = Counter(
        tuple(item.id.split("-")[:2])
        for item in problem.bank.items
        if not item.id.endswith("-stray") and whole[item.set] == inside[item.set]
    )
    needs = {
        (line.leaf, cell.type): cell.count * problem.forms for line in problem.blueprint.lines for cell in line.counts
    }
    return {key: need - have[key] for key, need in needs.items() if need > have[key]}
