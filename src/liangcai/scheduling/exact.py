"""Small sites solved exactly: every way to use each slot, of which only the best states are followed.

In: a ``Task`` whose groups are told apart by the people who stand aside for them. Out: a ``Roster``, or none, and
whether that is proven. Follows: clauses 1.9.3 to 1.9.5. A state is how many of each group have sat each part; a state
in which nobody is behind another state is at least as good as it, so the others are dropped; when a slot is over, what
is left is every state that can still matter. If none ends with everybody done, nothing can.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import ge
from typing import NamedTuple

from liangcai.scheduling.duties import Roster
from liangcai.scheduling.layout import Draft, family_of, minutes_of, room_places, serves
from liangcai.scheduling.model import Candidate, Room
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Duty, Step, Task, duty_of
from liangcai.scheduling.ways import Kind, list_sizes, pick_people, share_out

LOOKS, COMPARED = 60_000, 20
State = tuple[int, ...]


class Choice(NamedTuple):
    """A session that a room could hold: its team by kinds of people, and how many of each step."""

    steps: tuple[Step, ...]
    counts: tuple[int, ...]
    team: tuple[Kind, ...]
    minutes: int


class ExactTask(Task):
    """A task in which candidates are alike only if the same people stand aside for them."""

    def group_key(self, one: Candidate) -> tuple[object, ...]:
        """What makes two candidates alike."""
        near = frozenset(number for number, person in enumerate(self.staff) if not person.may_examine(one))
        return (*super().group_key(one), near)


class Search:
    """The states that can be reached, slot by slot; it gives up when it has looked at too many sessions."""

    def __init__(self, task: ExactTask, looks: int = LOOKS) -> None:
        self.task = task
        self.steps = [Step(g, p) for g, group in enumerate(task.groups) for p in range(len(group.parts))]
        self.index = {step: number for number, step in enumerate(self.steps)}
        self.goal = tuple(len(task.groups[step.group].members) for step in self.steps)
        self.looks = looks

    def run(self) -> list[tuple[int, Room, Choice]] | None:
        """The sessions of a way that ends with everybody done: slot, room, choice."""
        front: dict[State, list[tuple[int, Room, Choice]]] = {tuple(0 for _ in self.steps): []}
        for slot in range(len(self.task.slots)):
            reached: dict[State, list[tuple[int, Room, Choice]]] = {}
            for state, path in front.items():
                for after, used in self.use_slot(slot, state):
                    reached.setdefault(after, path + used)
                if self.looks < 0:
                    return None
            if self.goal in reached:
                return reached[self.goal]
            front = {state: reached[state] for state in self.keep_best(list(reached))}
        return None

    def use_slot(self, slot: int, state: State) -> Iterator[tuple[State, list[tuple[int, Room, Choice]]]]:
        """Every state after a slot that no other makes needless, with the sessions that lead there."""
        ready = self.count_ready(slot, state)
        people = self.sort_people(slot)
        rooms = sorted(self.task.rooms_open[slot], key=room_key)
        found: dict[State, list[tuple[int, Room, Choice]]] = {}
        self.use_rooms(slot, rooms, ready, people, state, [], found)
        for after in self.keep_best(list(found)):
            yield after, found[after]

    def count_ready(self, slot: int, state: State) -> Counter[Step]:
        """Who could sit which part in a slot that is long enough for it."""
        ready: Counter[Step] = Counter()
        for number, step in enumerate(self.steps):
            before = state[number - 1] if step.part else self.goal[number]
            if before > state[number] and minutes_of(self.task, step) <= self.task.length(slot):
                ready[step] = before - state[number]
        return ready

    def sort_people(self, slot: int) -> Counter[Kind]:
        """The people of a slot by kind."""
        duties: dict[int, set[Duty]] = {}
        for duty, able in self.task.able[slot].items():
            for person in able:
                duties.setdefault(person, set()).add(duty)
        return Counter(kind_of(self.task, person, frozenset(held)) for person, held in duties.items())

    def use_rooms(
        self,
        slot: int,
        rooms: Sequence[Room],
        ready: Counter[Step],
        people: Counter[Kind],
        state: State,
        used: list[tuple[int, Room, Choice]],
        found: dict[State, list[tuple[int, Room, Choice]]],
    ) -> None:
        """Every use of the rooms that are left; like rooms are not tried in more than one order."""
        self.looks -= 1
        if self.looks < 0:
            return
        if not rooms:
            found.setdefault(state, list(used))
            return
        room, rest = rooms[0], rooms[1:]
        last = used[-1][2] if used and room_key(used[-1][1]) == room_key(room) else None
        skipped = [other for other in rest if room_key(other) != room_key(room)]
        self.use_rooms(slot, skipped, ready, people, state, used, found)
        for choice in self.list_choices(slot, room, ready, people):
            if last is not None and self.order_of(choice) < self.order_of(last):
                continue
            served = Counter(dict(zip(choice.steps, choice.counts, strict=True)))
            after = list(state)
            for step, count in served.items():
                after[self.index[step]] += count
            step_used = [*used, (slot, room, choice)]
            self.use_rooms(slot, rest, ready - served, people - Counter(choice.team), tuple(after), step_used, found)

    def keep_best(self, states: list[State]) -> list[State]:
        """The states that are not behind another in everything; comparing them counts as looking, too."""
        best: list[State] = []
        for state in sorted(states, key=sum, reverse=True):
            self.looks -= 1 + len(best) // COMPARED
            if self.looks < 0:
                break
            if not any(all(map(ge, other, state)) for other in best):
                best.append(state)
        return best

    def order_of(self, choice: Choice) -> tuple[str, int]:
        """Like rooms are used family by family, larger teams first; a finer order would lose ways that matter."""
        step = choice.steps[0]
        return repr(family_of(self.task.groups[step.group], step.part)), -len(choice.team)

    def list_choices(self, slot: int, room: Room, ready: Counter[Step], people: Counter[Kind]) -> Iterator[Choice]:
        """Every full session that a room could hold now."""
        families: dict[object, list[Step]] = {}
        for step in ready:
            group = self.task.groups[step.group]
            if group.parts[step.part].kind == room.kind:
                families.setdefault(family_of(group, step.part), []).append(step)
        for steps in families.values():
            lengths = {minutes_of(self.task, step) for step in steps}
            for minutes in lengths if room.kind != "theory" else {max(lengths)}:
                allowed = [step for step in steps if minutes_of(self.task, step) <= minutes]
                yield from self.list_teams(slot, room, minutes, allowed, ready, people)

    def list_teams(
        self, slot: int, room: Room, minutes: int, steps: list[Step], ready: Counter[Step], people: Counter[Kind]
    ) -> Iterator[Choice]:
        """Every team that could watch or judge these steps, each with every way to fill the room."""
        group = self.task.groups[steps[0].group]
        part = group.parts[steps[0].part]
        turns = 1 if room.kind == "theory" else self.task.turns(slot, minutes)
        places = room_places(self.task, room, part.station) * turns
        duty = duty_of(group.exam, part)
        able = sorted((kind for kind in people if duty in kind.duties), key=name_kind)
        for size in list_sizes(part.staff, min(places, sum(ready[step] for step in steps))):
            for team in pick_people(able, people, size):
                self.looks -= 1
                if self.looks < 0:
                    return
                near = {number for kind in team for number in kind.near}
                free = tuple(step for step in steps if step.group not in near)
                limit = min(places, serves(part.staff, size))
                for counts in self.fill(free, ready, limit, room.accessible * turns):
                    self.looks -= 1
                    if self.looks < 0:
                        return
                    yield Choice(free, counts, team, minutes)

    def fill(self, steps: tuple[Step, ...], ready: Counter[Step], limit: int, reach: int) -> Iterator[tuple[int, ...]]:
        """Every way to fill so many places that leaves none empty for which there is somebody."""
        held = [ready[step] for step in steps]
        lame = [self.task.groups[step.group].accessible for step in steps]
        most = min(
            limit,
            sum(count for count, one in zip(held, lame, strict=True) if not one)
            + min(reach, sum(count for count, one in zip(held, lame, strict=True) if one)),
        )
        if most:
            yield from share_out(held, lame, most, reach)


def kind_of(task: Task, person: int, duties: frozenset[Duty]) -> Kind:
    """What somebody may do and for which groups they stand aside."""
    who = task.staff[person]
    near = (n for n, group in enumerate(task.groups) if not who.may_examine(task.candidates[group.members[0]]))
    return Kind(duties, frozenset(near))


def name_kind(kind: Kind) -> tuple[list[Duty], list[int]]:
    """Something to sort kinds by."""
    return sorted(kind.duties), sorted(kind.near)


def room_key(room: Room) -> tuple[object, ...]:
    """What makes two rooms alike."""
    return room.kind, -room.seats, room.accessible, [(one.kind, one.count) for one in room.stations]


class Verdict(NamedTuple):
    """A roster if there is one; without one, whether it is proven that there is none; how many looks that took."""

    roster: Roster | None
    proven: bool
    looks: int = 0


def solve_exactly(task: ExactTask, looks: int = LOOKS) -> Verdict:
    """A roster for a small site, or the certainty that there is none."""
    search = Search(task, looks)
    path = search.run()
    spent = looks - max(0, search.looks)
    if path is None:
        return Verdict(None, proven=search.looks >= 0, looks=spent)
    return Verdict(name_people(task, path), proven=True, looks=spent)


def name_people(task: ExactTask, path: list[tuple[int, Room, Choice]]) -> Roster:
    """Candidates and people for the sessions of a path; those of a kind are all the same."""
    lines = {Step(n, 0): list(group.members) for n, group in enumerate(task.groups)}
    roster = Roster(drafts=(), hands=[], teams=[])
    drafts: list[Draft] = []
    for slot in range(len(task.slots)):
        coming: dict[Step, list[int]] = {}
        idle = sort_idle(task, slot)
        for _, room, choice in (one for one in path if one[0] == slot):
            hand: list[int] = []
            for step, count in zip(choice.steps, choice.counts, strict=True):
                called = [lines[step].pop() for _ in range(count)]
                coming.setdefault(Step(step.group, step.part + 1), []).extend(called)
                hand += called
            roster.hands.append(hand)
            drafts.append(write_draft(task, slot, room, choice))
            size = size_team(drafts[-1].staffing, len(hand))
            roster.teams.append([idle[kind].pop() for kind in choice.team][:size])
        for step, called in coming.items():
            lines.setdefault(step, []).extend(called)
    return Roster(drafts=tuple(drafts), hands=roster.hands, teams=roster.teams)


def sort_idle(task: ExactTask, slot: int) -> dict[Kind, list[int]]:
    """The people of a slot by kind."""
    duties: dict[int, set[Duty]] = {}
    for duty, able in task.able[slot].items():
        for person in able:
            duties.setdefault(person, set()).add(duty)
    found: dict[Kind, list[int]] = {}
    for person, held in duties.items():
        found.setdefault(kind_of(task, person, frozenset(held)), []).append(person)
    return found


def write_draft(task: Task, slot: int, room: Room, choice: Choice) -> Draft:
    """The draft of a session."""
    counts = Counter({step: count for step, count in zip(choice.steps, choice.counts, strict=True) if count})
    first = next(iter(counts))
    group = task.groups[first.group]
    part = group.parts[first.part]
    return Draft(
        slot=slot,
        room=room,
        kind=part.kind,
        family=family_of(group, first.part),
        duty=duty_of(group.exam, part),
        staffing=part.staff,
        team=len(choice.team),
        minutes=max(minutes_of(task, step) for step in counts),
        counts=counts,
    )
