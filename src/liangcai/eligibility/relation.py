"""How near an occupation or a major is to that of the standard.

In: a name, the lists of the standard, the rulings of people. Out: own, related, similar or other; whether it counts.
Follows: clause 1.9.1 and its notes; a name that an open list ("等") doesn't hold is similar until a person has ruled.
"""

from liangcai.eligibility.application import Relation, Ruling, Topic
from liangcai.eligibility.rules import ConditionSet, Scope


def relate(
    conditions: ConditionSet, rulings: tuple[Ruling, ...], topic: Topic, name: str, *, unrelated: bool = False
) -> Relation:
    """The relation of an occupation or major; a person's ruling goes before the lists."""
    for ruling in reversed(rulings):
        if ruling.topic == topic and ruling.name == name:
            return ruling.relation
    listed = conditions.related_occupations if topic == "occupation" else conditions.related_majors
    if topic == "occupation" and name == conditions.occupation:
        return "own"
    if name and listed.holds(name):
        return "related"
    return "other" if unrelated or not listed.open else "similar"


def counts(relation: Relation, scope: Scope | None) -> bool | None:
    """Whether evidence of that relation counts within a scope; None where a person has to say so.

    What shows this occupation or major itself also shows a related one.
    """
    if scope is None or relation == "own":
        return True
    if relation == "similar":
        return None
    if scope in ("related", "own_or_related"):
        return relation == "related"
    return None if scope == "profession" and relation == "related" else False
