"""Two small made-up standards in which every rule shows what it accepts and what it refuses.

In: a kind, the name of a slot and the text for it. Out: the text of a whole standard. Follows: the published layouts
for technical and skill standards; the occupations do not exist.
"""

import msgspec

from liangcai.catalogue.model import Catalogue, NewOccupation, Notice, Occupation
from liangcai.standard.linting import example_skill, example_technical
from liangcai.standard.linting.rule import References, Rule
from liangcai.standard.model import Kind


class Example(msgspec.Struct, frozen=True):
    """A standard with slots in braces, and what the slots hold when nothing else is asked for."""

    text: str
    slots: tuple[tuple[str, str], ...]


EXAMPLES: dict[Kind, Example] = {
    "technical": Example(example_technical.TEXT, example_technical.SLOTS),
    "skill": Example(example_skill.TEXT, example_skill.SLOTS),
}
EXAMPLE_REFERENCES = References(
    catalogue=Catalogue(
        edition="2021",
        occupations=(
            Occupation(code="9-01-01-01", name="测风工程技术人员", release=2021),
            Occupation(code="9-01-01-02", name="测风员", release=2021),
        ),
    ),
    notice=Notice(
        occupations=(
            NewOccupation(code="9-01-01-01", name="测风工程技术人员", definition="测量、记录和预报风的工程技术人员。"),
        )
    ),
)


def render_example(kind: Kind, slot: str = "", text: str = "") -> str:
    """The example standard of a kind, with one slot filled as asked."""
    example = EXAMPLES[kind]
    filled = dict(example.slots)
    if slot and slot not in filled:
        raise KeyError(f"the {kind} example has no slot {slot!r}")
    return example.text.format(**(filled | ({slot: text} if slot else {})))


def render_rule(rule: Rule, *, good: bool) -> str:
    """The example standard with what a rule accepts, or with what it refuses."""
    return render_example(rule.kind, rule.slot, rule.good if good else rule.bad)
