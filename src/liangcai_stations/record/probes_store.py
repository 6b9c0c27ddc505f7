"""Probes of the store: the ledger, what went out first, what was set apart, what was ordered.

In: a state and a try. Out: what is seen. Follows: invariants of a ledger: what runs out first goes out first, what is
out of date does not go out; an order keeps to plan, packs and budget.
"""

from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from liangcai.findings import Message
from liangcai.stations.model import NONE
from liangcai_stations.drawing import read_number
from liangcai_stations.record.scene import Item, Scene
from liangcai_stations.record.seen import Seen, mean, overlap, plain
from liangcai_stations.record.state import Move, State
from liangcai_stations.record.trying import Issued, Ledger, Need, Ordered, Quarantined, Tallied

HALF = Fraction(1, 2)


def see_ledger(state: State, one: Ledger) -> Seen:
    """The right net lines over all that are wanted or there."""
    there: dict[tuple[str, str], Decimal] = {}
    for move in state.moves:
        place = (move.source, move.batch)
        there[place] = there.get(place, Decimal()) + move.quantity
    there = {place: quantity for place, quantity in there.items() if quantity}
    truth = {(line.source, line.batch): line.quantity for line in one.lines}
    shares = {
        plain(f"{source}/{batch}"): Fraction(there.get((source, batch)) == truth.get((source, batch)))
        for source, batch in dict.fromkeys((*truth, *there))
    }
    return mean(shares, "每笔收发与单据一致", "Every line agrees with its paper")


def see_issued(scene: Scene, state: State, one: Issued) -> Seen:
    """Whether as much went out for each request as it asks for."""
    shares = {}
    for request in (request for request in scene.requests if request.id in one.requests):
        out = sum((move.quantity for move in state.moves if move.source == request.id), Decimal())
        shares[request.place] = Fraction(out == request.quantity)
    return mean(shares, "每张领用单足额发出", "Every request met in full")


def see_fefo(state: State) -> Seen:
    """Whether anything went out before what runs out earlier, or out of date; lines taken back in don't count."""
    wrong = sorted({move.batch for move in settle(state.moves) if move.expired or move.passed})
    wanted = Message("先到期先出，过期不出库", "What runs out first goes first, nothing goes out of date")
    return Seen(share=Fraction(not wrong), faults=tuple(plain(name) for name in wrong), wanted=wanted)


def settle(moves: tuple[Move, ...]) -> list[Move]:
    """The lines that stand: one that takes back takes from the latest of its place."""
    standing: list[Move] = []
    for move in moves:
        left = -move.quantity
        if left < 0:
            standing.append(move)
        for place in reversed(range(len(standing))):
            one = standing[place]
            if left > 0 and (one.source, one.batch) == (move.source, move.batch):
                taken = min(left, one.quantity)
                standing[place], left = replace(one, quantity=one.quantity - taken), left - taken
    return [move for move in standing if move.quantity]


def see_quarantined(state: State, one: Quarantined) -> Seen:
    """The batches set apart against those that must be."""
    apart = {name for name, batch in state.stock.items() if batch.apart}
    faults = tuple(plain(name) for name in sorted(apart ^ set(one.batches)))
    wanted = Message(f"封存 {'、'.join(one.batches)}", f"Set apart: {', '.join(one.batches)}")
    return Seen(share=overlap(apart, set(one.batches)), faults=faults, wanted=wanted)


def see_ordered(scene: Scene, state: State, one: Ordered) -> Seen:
    """Each kind of goods within its bounds; half at most where all of it costs more than there is."""
    items = {item.id: item for item in scene.items}
    if not any(state.orders.values()):
        return Seen(share=NONE, wanted=Message("按计划补货", "An order by the plan"))
    needed = {need.item for need in one.needs}
    shares = {items[need.item].name: judge_need(need, items[need.item], state) for need in one.needs}
    shares |= {items[item].name: NONE for item, quantity in state.orders.items() if quantity and item not in needed}
    seen = mean(shares, "数量合计划、整件、不超预算", "By the plan, in whole packs, within the budget")
    cost = sum((items[item].price * quantity for item, quantity in state.orders.items()), Decimal())
    if cost <= one.budget:
        return seen
    return Seen(share=min(seen.share, HALF), faults=(*seen.faults, plain(f"{cost} > {one.budget}")), wanted=seen.wanted)


def judge_need(need: Need, item: Item, state: State) -> Fraction:
    """Whether an order keeps the bounds and comes in whole packs."""
    quantity = state.orders.get(need.item, Decimal())
    return Fraction(need.least <= quantity <= need.most and not quantity % item.pack)


def see_tallied(state: State, one: Tallied) -> Seen:
    """Whether a sheet says of the goods what the candidate's own ledger holds; what is out of date does not count."""
    saved = state.saved.get(one.record, {})
    shares = {}
    for field, item in one.items.items():
        left = sum((one.quantity for one in state.stock.values() if one.item == item and not one.apart), Decimal())
        shares[plain(field)] = Fraction(read_number(saved.get(field, "")) == left)
    return mean(shares, "与自己的台账一致", "As the candidate's own ledger has it")
