"""The rules as a page for readers.

In: rules. Out: Markdown. Follows: ``docs/lint-rules.md`` is this text; a test keeps the two the same.
"""

from liangcai.standard.linting.profile import PROFILES
from liangcai.standard.linting.rule import Rule

OPENING = """# Lint rules
`liangcai standard lint` looks a published standard over with these {count} rules. They were inferred from published
standards; the drafting rules themselves were not at hand. A rule changes nothing in what the program reads.

An **error** contradicts the document itself (numbers, sums, references, fixed words). A **warning** needs a look. An
**info** is only said: how the text looks, or what is merely unusual. A missed slip is better than a false alarm: on a
clean document lint is silent.

The layout of a standard chooses the rules. It is told from the document, or given with `--profile`:

{profiles}

Rules on the code and the definition compare with what is handed over: `--catalogue EDITION` (a bundled edition, or a
file of the same columns) and `--notice FILE`. Without them they are silent. A column of weights that does not reach 100
is said by reading (`read.weights-sum`) already; the command then leaves out `weights.sum`.

`--format sarif` writes SARIF 2.1.0 for editors and code hosts, `--format json` the findings with all their places.

Each rule shows a text that it accepts and one that it refuses; the tests run both. `⇥` parts the cells of a table row.
"""
NEEDS = {
    "source": "Needs the text of the document.",
    "catalogue": "Needs `--catalogue`.",
    "notice": "Needs `--notice`.",
}


def describe_rules(rules: tuple[Rule, ...]) -> str:
    """The whole page, one section a rule."""
    profiles = "\n".join(f"- `{name}`: {said.en} · {said.zh}" for name, said in PROFILES.items())
    opening = OPENING.format(count=len(rules), profiles=profiles)
    return "\n".join([opening, *(describe_rule(rule) for rule in rules)])


def describe_rule(rule: Rule) -> str:
    """The section of one rule; its id is an anchor, dots and all."""
    return (
        f'<a id="{rule.id}"></a>\n\n'
        f"## {rule.id}\n"
        f"{rule.title.en}. ({rule.severity})\n\n{rule.title.zh}。\n\n{describe_limits(rule)}"
        f"Accepted:\n```text\n{show(rule.good)}\n```\nRefused:\n```text\n{show(rule.bad)}\n```\n"
    )


def describe_limits(rule: Rule) -> str:
    """Where a rule is for some layouts only, or needs something beside the model."""
    layouts = f"Layouts: {', '.join(f'`{name}`' for name in rule.profiles)}." if rule.profiles else ""
    said = " ".join(part for part in (layouts, NEEDS[rule.needs] if rule.needs else "") if part)
    return f"{said}\n\n" if said else ""


def show(text: str) -> str:
    """A text of a slot with visible cell borders and without blank lines."""
    return text.replace("\n\n", "\n").replace("\t", " ⇥ ")
