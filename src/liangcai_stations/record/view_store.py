"""The store as a candidate sees it: batches, arrivals, requests, the ledger, orders.

In: a world, the state. Out: panels; none where the scene has no store. Follows: which batch goes first, and which not
at all, is for the candidate to see: dates are shown and not judged.
"""

from decimal import Decimal

from liangcai.findings import Message
from liangcai_host.benches import views
from liangcai_stations.drawing import write_number
from liangcai_stations.record.scene import Batch, Item, Request, Scene, World
from liangcai_stations.record.state import State

AMOUNT = views.Field(id="quantity", zh="数量", en="Quantity", kind="number")


def show_store(world: World, state: State) -> tuple[views.AnyPanel, ...]:
    """All of it."""
    scene = world.scene
    if not scene.items:
        return ()
    return (
        show_stock(scene, state),
        *((show_arrivals(scene, state),) if scene.arrivals else ()),
        *((show_requests(scene, state),) if scene.requests else ()),
        show_moves(state),
        show_orders(scene, state),
    )


def show_stock(scene: Scene, state: State) -> views.Table:
    """The batches that are there."""
    rows = tuple(
        views.Row(
            id=name,
            cells=(
                views.Cell(zh=name),
                name_item(scene, one.item),
                views.Cell(zh=write_number(one.quantity)),
                views.Cell(zh=one.expires.isoformat()),
                views.Cell(zh="已封存", en="set apart", state="warn")
                if one.apart
                else views.Cell(zh="可用", en="free"),
            ),
            acts=()
            if one.apart
            else (views.Act(id=f"apart-{name}", zh="封存", en="Set apart", body={"do": "quarantine", "batch": name}),),
        )
        for name, one in state.stock.items()
    )
    columns = (
        Message("批号", "Batch"),
        Message("物资", "Goods"),
        Message("数量", "Quantity"),
        Message("有效期至", "Good until"),
        Message("状态", "State"),
    )
    return views.Table(id="stock", zh="库存", en="Stock", columns=columns, rows=rows)


def show_arrivals(scene: Scene, state: State) -> views.Table:
    """What came and waits to be booked; how much was counted stands in the papers."""
    columns = (
        Message("批号", "Batch"),
        Message("物资", "Goods"),
        Message("有效期至", "Good until"),
        Message("状态", "State"),
    )
    rows = tuple(show_arrival(scene, one, booked=one.id in state.stock) for one in scene.arrivals)
    return views.Table(id="arrivals", zh="到货", en="Arrivals", columns=columns, rows=rows)


def show_arrival(scene: Scene, one: Batch, *, booked: bool) -> views.Row:
    """An arrival, and how it is booked in while it is not."""
    book = views.Act(
        id=f"receive-{one.id}",
        zh="入账",
        en="Book in",
        body={"do": "receive", "arrival": one.id},
        fields=(AMOUNT,),
    )
    cells = (
        views.Cell(zh=one.id),
        name_item(scene, one.item),
        views.Cell(zh=one.expires.isoformat()),
        views.Cell(zh="已入账", en="booked", state="ok") if booked else views.Cell(zh="未入账", en="not yet"),
    )
    return views.Row(id=one.id, cells=cells, acts=() if booked else (book,))


def show_requests(scene: Scene, state: State) -> views.Table:
    """Who asks for what, and what was issued for it."""
    columns = (
        Message("领用单", "Request"),
        Message("地点", "Place"),
        Message("物资", "Goods"),
        Message("申领", "Asked"),
        Message("已发", "Issued"),
    )
    rows = tuple(show_request(scene, state, one) for one in scene.requests)
    return views.Table(id="requests", zh="领用单", en="Requests", columns=columns, rows=rows)


def show_request(scene: Scene, state: State, one: Request) -> views.Row:
    """A request, and the batches that it can be met from."""
    issued = sum((move.quantity for move in state.moves if move.source == one.id), Decimal())
    batches = tuple(
        views.Shown(id=name, zh=name, en=name) for name, held in state.stock.items() if held.item == one.item
    )
    batch = views.Field(id="batch", zh="批号", en="Batch", kind="choice", options=batches)
    act = views.Act(
        id=f"issue-{one.id}",
        zh="发出（负数为退回）",
        en="Issue (less than nought takes back)",
        body={"do": "issue", "request": one.id},
        fields=(batch, AMOUNT),
    )
    cells = (
        views.Cell(zh=one.id),
        views.Cell(zh=one.place.zh, en=one.place.en),
        name_item(scene, one.item),
        views.Cell(zh=write_number(one.quantity)),
        views.Cell(zh=write_number(issued)),
    )
    return views.Row(id=one.id, cells=cells, acts=(act,))


def show_moves(state: State) -> views.Table:
    """The ledger, line by line."""
    rows = tuple(
        views.Row(cells=tuple(views.Cell(zh=text) for text in (move.source, move.batch, write_number(move.quantity))))
        for move in state.moves
    )
    columns = (Message("单据", "Source"), Message("批号", "Batch"), Message("数量", "Quantity"))
    return views.Table(id="moves", zh="台账", en="Ledger", columns=columns, rows=rows)


def show_orders(scene: Scene, state: State) -> views.Table:
    """What is ordered of each kind of goods."""
    columns = (
        Message("物资", "Goods"),
        Message("单位", "Unit"),
        Message("每件数量", "In a pack"),
        Message("单价", "Price"),
        Message("已订", "Ordered"),
    )
    rows = tuple(show_order(one, state.orders.get(one.id, Decimal())) for one in scene.items)
    return views.Table(id="orders", zh="补充订单", en="Orders", columns=columns, rows=rows)


def show_order(one: Item, ordered: Decimal) -> views.Row:
    """A kind of goods, and how it is ordered."""
    act = views.Act(
        id=f"order-{one.id}",
        zh="订购",
        en="Order",
        body={"do": "order", "item": one.id},
        fields=(AMOUNT,),
    )
    cells = (
        views.Cell(zh=one.zh, en=one.en),
        views.Cell(zh=one.unit),
        views.Cell(zh=write_number(one.pack)),
        views.Cell(zh=write_number(one.price)),
        views.Cell(zh=write_number(ordered)),
    )
    return views.Row(id=one.id, cells=cells, acts=(act,))


def name_item(scene: Scene, name: str) -> views.Cell:
    """The name of a kind of goods."""
    item = next(one for one in scene.items if one.id == name)
    return views.Cell(zh=item.zh, en=item.en)
