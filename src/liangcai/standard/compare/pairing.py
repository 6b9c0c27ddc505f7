"""Which clause of one edition became which of the other.

In: the nodes of two documents. Out: pairs of nodes. Follows: a clause unchanged in its place is paired first; of the
others the most alike are paired before the less alike, so that no two are left that are more like each other than like
what they were paired with. What a clause stands under is paired before it. Equal pairs are taken in this order: least
far apart in the order of the documents, then by place and words, never by which document came first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from liangcai.standard.compare.likeness import FULL, measure_likeness
from liangcai.standard.compare.outline import Node

SAME_PLACE, SAME_PARENT, ELSEWHERE = 300, 500, 700
STAYS_UNDER, STAYS_AT = 200, 100


class Pairs:
    """The pairs found so far, by the order numbers of their nodes."""

    def __init__(self) -> None:
        self.by_old: dict[int, int] = {}
        self.news: set[int] = set()

    def add(self, old: Node, new: Node) -> None:
        """Two nodes belong together."""
        self.by_old[old.order] = new.order
        self.news.add(new.order)

    def same_home(self, old: Node, new: Node) -> bool:
        """Whether both stand under the same: level, table, and parents that were paired."""
        if (old.side.level, old.side.table, old.depth) != (new.side.level, new.side.table, new.depth):
            return False
        return old.parent is None or self.by_old.get(old.parent) == new.parent

    def free(self, olds: Iterable[Node], news: Iterable[Node]) -> tuple[list[Node], list[Node]]:
        """Those that have no partner yet."""
        return (
            [node for node in olds if node.order not in self.by_old],
            [node for node in news if node.order not in self.news],
        )


def pair_nodes(olds: Sequence[Node], news: Sequence[Node]) -> tuple[tuple[Node, Node], ...]:
    """The pairs of two documents, in the order of the old one."""
    pairs = Pairs()
    steps = sorted({(node.depth, node.subject) for node in (*olds, *news)})
    for depth, subject in steps:
        pair_pool(pairs, pick(olds, subject, depth), pick(news, subject, depth))
    for subject in sorted({subject for _, subject in steps}):
        pair_alike(pairs, *pairs.free(pick(olds, subject), pick(news, subject)))
    known = {node.order: node for node in news}
    return tuple((node, known[pairs.by_old[node.order]]) for node in olds if node.order in pairs.by_old)


def pick(nodes: Sequence[Node], subject: str, depth: int | None = None) -> list[Node]:
    """The nodes of a subject, of one depth where it is given."""
    return [node for node in nodes if node.subject == subject and depth in (None, node.depth)]


def pair_pool(pairs: Pairs, olds: list[Node], news: list[Node]) -> None:
    """Pair the nodes of one kind: first what is unchanged in its place, then what is alike."""
    places: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for new in news:
        places[(new.parent, new.side.level, new.side.table, new.side.number, new.plain)].append(new)
    for old in olds:
        parent = None if old.parent is None else pairs.by_old.get(old.parent, -1)
        here = places[(parent, old.side.level, old.side.table, old.side.number, old.plain)]
        if here:
            pairs.add(old, here.pop(0))
    pair_alike(pairs, *pairs.free(olds, news))


def pair_alike(pairs: Pairs, olds: list[Node], news: list[Node]) -> None:
    """Pair the most alike first."""
    ours, theirs = ({node.order: label(node) for node in nodes} for nodes in (olds, news))
    edges = []
    for old, new in find_candidates(olds, news):
        score = judge(pairs, old, new)
        if score:
            labels = sorted((ours[old.order], theirs[new.order]))
            edges.append((-score, abs(old.order - new.order), labels, old, new))
    edges.sort(key=lambda edge: edge[:3])
    for _, _, _, old, new in edges:
        if old.order not in pairs.by_old and new.order not in pairs.news:
            pairs.add(old, new)


def find_candidates(olds: list[Node], news: list[Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs that may reach the lowest floor: by letters they share, and all that hold something on both sides."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, new in enumerate(news):
        for letters in new.letters or ("",):
            index[letters].append(at)
    holders = [at for at, new in enumerate(news) if new.content]
    for old in olds:
        shared: Counter[int] = Counter()
        for letters in old.letters or ("",):
            shared.update(index.get(letters, ()))
        if old.content:
            shared.update(dict.fromkeys(holders, FULL))
        for at, count in shared.items():
            if 2 * FULL * count >= SAME_PLACE * (len(old.letters) + len(news[at].letters)):
                yield old, news[at]


def label(node: Node) -> tuple[str, ...]:
    """Place and words of a node, the same in whichever document."""
    side = node.side
    return (side.level, side.table, side.number, node.plain, f"{node.order:06}")


def judge(pairs: Pairs, old: Node, new: Node) -> int:
    """How much two nodes belong together, 0 when not at all; staying in place counts for it."""
    home = pairs.same_home(old, new)
    here = home and old.tail == new.tail
    likeness = compare_nodes(old, new, floor=SAME_PLACE if here else SAME_PARENT if home else ELSEWHERE)
    return likeness + STAYS_UNDER * home + STAYS_AT * here if likeness else 0


def compare_nodes(old: Node, new: Node, floor: int = 0) -> int:
    """How alike two nodes are by their words or by what they hold, 0 below the floor.

    At another level the name of a function or a task says nothing, since levels share names: only what it holds counts.
    """
    contents = measure_likeness(old.content, new.content)
    by_name = old.side.level == new.side.level or not (old.content and new.content)
    if by_name and old.plain == new.plain:
        return FULL
    few, many = sorted((len(old.letters), len(new.letters)))
    worth = by_name and 2 * FULL * few >= floor * (few + many)
    likeness = max(contents, measure_likeness(old.letters, new.letters) if worth else 0)
    return likeness if likeness >= max(floor, 1) else 0
