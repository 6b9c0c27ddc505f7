"""The rules as a page for readers.

In: rules. Out: Markdown. Follows: ``docs/lint-rules.md`` is this text; a test keeps the two the same.
"""

from liangcai.standard.linting.rule import Rule

OPENING = """# Lint rules
`liangcai lint` looks a published standard over with these rules. They were inferred from published standards; the
drafting rules themselves were not at hand. A rule changes nothing in what the program reads.

An **error** contradicts the document itself (numbers, sums, references, fixed words). A **warning** needs a look. An
**info** is only said: how the text looks, or what is merely unusual.

Each rule shows a text that it accepts and one that it refuses; the tests run both. `⇥` parts the cells of a table row.
"""


def describe_rules(rules: tuple[Rule, ...]) -> str:
    """The whole page, one section a rule."""
    return "\n".join([OPENING, *(describe_rule(rule) for rule in rules)])


def describe_rule(rule: Rule) -> str:
    """The section of one rule."""
    return (
        f"## {rule.id}\n"
        f"{rule.title.en}. ({rule.severity})\n\n{rule.title.zh}。\n\n"
        f"Accepted:\n```text\n{show(rule.good)}\n```\nRefused:\n```text\n{show(rule.bad)}\n```\n"
    )


def show(text: str) -> str:
    """A text of a slot with visible cell borders and without blank lines."""
    return text.replace("\n\n", "\n").replace("\t", " ⇥ ")
