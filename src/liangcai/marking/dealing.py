"""Who marks which answers, and in which order each of them sees theirs.

In: codes of answers, markers, whom each may not mark, a seed. Out: for each answer its markers, the third in reserve.
Follows: practice: two independent markers, a third in reserve; markers stand aside for kin, pupils and colleagues; the
order is drawn for each marker and question, so that nobody's place in it helps or harms them.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.texts import PLACES


class Deal(msgspec.Struct, frozen=True, kw_only=True):
    """An answer by its code: who marks it, by place; ``done`` of them have, and ``barred`` are not to."""

    code: str
    markers: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


def deal_scripts(deals: Sequence[Deal], markers: Collection[str], seed: str) -> Result[tuple[Deal, ...]]:
    """Fill the open places of every answer, the least laden first; who has marked stays, who left or is barred goes.

    Two people are needed for an answer; one that can't have them is a finding. A third that lacks is a warning.
    """
    load: Counter[str] = Counter(name for deal in deals for name in _stay(deal, markers))
    reserve: Counter[str] = Counter()
    dealt = {}
    for deal in sorted(deals, key=lambda one: draw(seed, one.code)):
        chosen = list(_stay(deal, markers))
        while len(chosen) < PLACES:
            counts = load if len(chosen) < PLACES - 1 else reserve
            free = [name for name in markers if name not in chosen and name not in deal.barred]
            if not free:
                break
            name = min(free, key=lambda one: (counts[one], draw(seed, deal.code, one)))
            counts[name] += 1
            chosen.append(name)
        dealt[deal.code] = msgspec.structs.replace(deal, markers=tuple(chosen))
    return Result(tuple(dealt[deal.code] for deal in deals), tuple(_find_lacks(dealt.values())))


def draw_order(codes: Iterable[str], seed: str, question: str, marker: str) -> tuple[str, ...]:
    """The order in which a marker sees the answers to a question; answers that come later leave it as it is."""
    return tuple(sorted(codes, key=lambda code: draw(seed, question, marker, code)))


def draw(*words: str) -> bytes:
    """A place in an order that nobody chose: the same words always give the same one."""
    return hashlib.sha256("\n".join(words).encode()).digest()


def _stay(deal: Deal, markers: Collection[str]) -> tuple[str, ...]:
    """Who keeps a place: whoever has marked, and whoever may still."""
    return tuple(name for name in deal.markers if name in deal.done or (name in markers and name not in deal.barred))


def _find_lacks(deals: Iterable[Deal]) -> Iterable[Finding]:
    two = sum(len(deal.markers) < PLACES - 1 for deal in deals)
    if two:
        zh = f"有 {two} 份作答找不到两名可以评分的评卷人。"
        en = f"{two} answers do not have two markers who may mark them."
        yield _lack("two", Severity.ERROR, zh, en)
    third = sum(len(deal.markers) == PLACES - 1 for deal in deals)
    if third:
        zh = f"有 {third} 份作答没有备用的第三名评卷人；两人相差过大时评不出分。"
        en = f"{third} answers have no third marker in reserve: where two differ too much they can't be settled."
        yield _lack("third", Severity.WARNING, zh, en)


def _lack(rule: str, severity: Severity, zh: str, en: str) -> Finding:
    remedy = Message("请再聘评卷人，然后重新分卷。", "Appoint more markers, then deal again.")
    message = Message(zh, en)
    return Finding(rule=f"marking.deal-{rule}", severity=severity, message=message, remedy=remedy, clause="1.9.3")
