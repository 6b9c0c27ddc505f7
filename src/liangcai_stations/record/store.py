"""The store: arrivals, issues, batches set apart, orders.

In: a scene, a state, an event. Out: the new state, or why the step is not taken. Follows: nothing goes out that is not
there; a line of the ledger is taken back by a line, never rubbed out; what runs out first is noted with each line.
"""

from decimal import Decimal

from msgspec.structs import replace

from liangcai.findings import Finding
from liangcai_stations.record.desk import has, unknown
from liangcai_stations.record.events import Issue, Order, Quarantine, Receive, refuse
from liangcai_stations.record.scene import Scene
from liangcai_stations.record.state import Move, State, Stock

MOST = Decimal(10**9)


def receive(scene: Scene, state: State, event: Receive) -> State | Finding:
    """Book an arrival, once, with the quantity that was counted."""
    batch = next((one for one in scene.arrivals if one.id == event.arrival), None)
    if batch is None:
        return unknown("到货", "arrival", event.arrival)
    if batch.id in state.stock:
        return refuse("twice", "这批到货已经入账", "That arrival is booked already")
    if not is_amount(event.quantity) or event.quantity < 0:
        return wrong_amount()
    stock = {**state.stock, batch.id: Stock(item=batch.item, expires=batch.expires, quantity=event.quantity)}
    move = Move(source=batch.id, batch=batch.id, quantity=event.quantity)
    return replace(state, stock=stock, moves=(*state.moves, move))


def issue(scene: Scene, state: State, event: Issue) -> State | Finding:
    """Book goods out for a request, or a line of it back in."""
    request = next((one for one in scene.requests if one.id == event.request), None)
    batch = state.stock.get(event.batch)
    if request is None:
        return unknown("领用单", "request", event.request)
    if batch is None or batch.item != request.item:
        return unknown("这种物资的批次", "batch of these goods", event.batch)
    if batch.apart:
        return refuse("apart", "这一批已经封存", "That batch is set apart")
    booked = sum(
        (one.quantity for one in state.moves if (one.source, one.batch) == (request.id, event.batch)), Decimal()
    )
    if not is_amount(event.quantity) or not -booked <= event.quantity <= batch.quantity or not event.quantity:
        return wrong_amount()
    move = Move(
        source=request.id,
        batch=event.batch,
        quantity=event.quantity,
        expired=batch.expires < scene.day,
        passed=pass_over(scene, state, batch),
    )
    stock = {**state.stock, event.batch: replace(batch, quantity=batch.quantity - event.quantity)}
    return replace(state, stock=stock, moves=(*state.moves, move))


def pass_over(scene: Scene, state: State, batch: Stock) -> tuple[str, ...]:
    """The batches of the same goods that are free, in date, not empty, and run out earlier."""
    return tuple(
        name
        for name, other in state.stock.items()
        if other.item == batch.item
        and scene.day <= other.expires < batch.expires
        and other.quantity
        and not other.apart
    )


def quarantine(_scene: Scene, state: State, event: Quarantine) -> State | Finding:
    """Set a batch apart."""
    batch = state.stock.get(event.batch)
    if batch is None:
        return unknown("批次", "batch", event.batch)
    if batch.apart:
        return refuse("apart", "这一批已经封存", "That batch is set apart")
    return replace(state, stock={**state.stock, event.batch: replace(batch, apart=True)})


def order(scene: Scene, state: State, event: Order) -> State | Finding:
    """Order goods; nought takes the order back."""
    if not has(scene.items, event.item):
        return unknown("物资", "goods", event.item)
    if not is_amount(event.quantity) or event.quantity < 0:
        return wrong_amount()
    return replace(state, orders={**state.orders, event.item: event.quantity})


def is_amount(quantity: Decimal) -> bool:
    """Whether a quantity is a number of a size that a store has, and no finer than a thousandth."""
    return quantity.is_finite() and abs(quantity) <= MOST and quantity == round(quantity, 3)


def wrong_amount() -> Finding:
    """More than is there, nothing, or no number."""
    return refuse("quantity", "数量不对，或超过现有数量", "The quantity is wrong, or more than there is")
