"""A paper made ready for marking: each question with its version, its policy and every key that is accepted.

In: a form, the pack, the marking version. Out: a ``Scheme``, by which any number of papers are marked. Follows: the key
of the item version, the policies of the rule pack, the amendments of the marking version; exact decimals.
"""

from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form, FormQuestion, hash_form
from liangcai.findings import Message
from liangcai.items.model import Item, hash_item
from liangcai.marking.judge import LETTERED
from liangcai.marking.pack import MarkingPack
from liangcai.marking.response import ResponseMark, mark_response, name_scheme
from liangcai.marking.version import FIRST, MarkingVersion, list_readings

NOTHING = Decimal(0)
_DROPPED = {
    "full_points": Message(zh="本题已取消，人人得满分。", en="The question was dropped: everyone earns its points."),
    "taken_out": Message(zh="本题已取消，不计入总分。", en="The question was dropped and counts for nobody."),
}


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """How one question is marked; ``readings`` are the question once for each key that is accepted."""

    question: FormQuestion
    sha256: str
    readings: tuple[Item, ...]
    amended: bool
    dropped: bool
    scheme: str


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """How one paper is marked: ``full`` is its full mark, of which ``taken_out`` counts for nobody.

    ``known`` remembers what was judged before: thousands choose the same four letters.
    """

    form: Form
    form_sha256: str
    pack: MarkingPack
    version: MarkingVersion
    rules: tuple[Rule, ...]
    full: Decimal
    taken_out: Decimal
    known: dict[tuple[str, str], ResponseMark] = {}


def prepare_scheme(form: Form, pack: MarkingPack, version: MarkingVersion = FIRST) -> Scheme:
    """A paper made ready for marking."""
    rules = []
    for question in form.questions:
        amendment = version.amendment(question.item.id)
        policy = name_scheme(question.item, pack)
        rules.append(
            Rule(
                question=question,
                sha256=hash_item(question.item),
                readings=list_readings(question.item, amendment),
                amended=amendment is not None,
                dropped=amendment is not None and amendment.how == "drop",
                scheme=f"{policy}@{version.number}" if amendment else policy,
            )
        )
    gone = [rule.question.points for rule in rules if rule.dropped and pack.dropped == "taken_out"]
    return Scheme(
        form=form,
        form_sha256=hash_form(form),
        pack=pack,
        version=version,
        rules=tuple(rules),
        full=sum((rule.question.points for rule in rules), NOTHING),
        taken_out=sum(gone, NOTHING),
    )


def mark_one(scheme: Scheme, rule: Rule, response: str, seed: str) -> ResponseMark:
    """The mark of one response; of several keys the one that serves the candidate best."""
    if rule.question.item.type not in LETTERED:
        return _mark(scheme, rule, response, seed)
    key = (rule.question.item.id, response)
    found = scheme.known.get(key)
    if found is None:
        found = scheme.known[key] = _mark(scheme, rule, response, seed)
    return found


def _mark(scheme: Scheme, rule: Rule, response: str, seed: str) -> ResponseMark:
    points, pack = rule.question.points, scheme.pack
    marks = [mark_response(item, response, pack, points, seed, sha256=rule.sha256) for item in rule.readings]
    best = max(marks, key=lambda mark: mark.points)
    if not rule.amended:
        return best
    if not rule.dropped:
        return msgspec.structs.replace(best, scheme=rule.scheme)
    earned = points if pack.dropped == "full_points" else NOTHING
    said = _DROPPED[pack.dropped]
    return msgspec.structs.replace(best, points=earned, full=earned, outcome="dropped", reason=said, scheme=rule.scheme)
