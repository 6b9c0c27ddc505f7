"""Who watches and judges each session.

In: a ``Task``, sessions with their candidates. Out: people by number for each, and the places left empty. Follows:
clause 1.9.3; one person in one place at a time; nobody examines kin, pupils, colleagues or those whom they trained;
those with the fewest duties come first.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from liangcai.scheduling.deal import has_needs
from liangcai.scheduling.layout import Draft
from liangcai.scheduling.matching import match_people
from liangcai.scheduling.model import StaffMember
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Task


class Roster(msgspec.Struct, kw_only=True):
    """Sessions with their candidates and their teams, by number."""

    drafts: tuple[Draft, ...]
    hands: list[list[int]]
    teams: list[list[int]]

    def wanted(self, session: int) -> int:
        """How many people a session still needs."""
        draft = self.drafts[session]
        return size_team(draft.staffing, len(self.hands[session])) - len(self.teams[session])

    @property
    def holes(self) -> list[int]:
        """The sessions whose teams are too small."""
        return [session for session in range(len(self.drafts)) if self.wanted(session) > 0]


def staff_sessions(task: Task, drafts: tuple[Draft, ...], hands: list[list[int]]) -> Roster:
    """Teams for all sessions; where people stand aside, candidates change rooms as long as that helps."""
    roster = Roster(drafts=drafts, hands=hands, teams=[[] for _ in drafts])
    load: Counter[int] = Counter()
    for slot in range(len(task.slots)):
        staff_slot(task, roster, slot, load)
    for session in roster.holes:
        mend_session(task, roster, session)
    return roster


def staff_slot(task: Task, roster: Roster, slot: int, load: Counter[int]) -> None:
    """Teams for the sessions of one slot, duties that few can take first."""
    able = {duty: sorted(people, key=lambda one: load[one]) for duty, people in task.able[slot].items()}
    sessions = [number for number, draft in enumerate(roster.drafts) if draft.slot == slot]
    sessions.sort(key=lambda number: len(able[roster.drafts[number].duty]))
    places: list[int] = []
    choices: list[Sequence[int]] = []
    for number in sessions:
        people = list_free_to(task, roster.hands[number], able[roster.drafts[number].duty])
        for _ in range(roster.wanted(number)):
            places.append(number)
            choices.append(people)
    for number, person in zip(places, match_people(choices), strict=True):
        if person is not None:
            roster.teams[number].append(person)
            load[person] += 1


def list_free_to(task: Task, hand: Sequence[int], people: Sequence[int]) -> Sequence[int]:
    """Those who need not stand aside for anybody in a session."""
    candidates = [task.candidates[number] for number in hand]
    names = {one.id for one in candidates}
    schools = {one.organisation for one in candidates if one.organisation}
    classes = {taught for one in candidates for taught in one.classes}
    aside = {number for number in people if stands_aside(task.staff[number], names, schools, classes)}
    return [number for number in people if number not in aside] if aside else people


def stands_aside(person: StaffMember, names: set[str], schools: set[str], classes: set[str]) -> bool:
    """Whether somebody is too near to anyone of these names, schools or employers, and training classes."""
    return (
        person.organisation in schools
        or any(tie.candidate in names for tie in person.ties)
        or any(taught in classes for taught in person.trained)
    )


def mend_session(task: Task, roster: Roster, session: int) -> None:
    """Fill the empty places of a team by letting those for whom people stand aside change sessions with others."""
    draft = roster.drafts[session]
    busy = {one for number, team in enumerate(roster.teams) if roster.drafts[number].slot == draft.slot for one in team}
    free = [one for one in task.able[draft.slot][draft.duty] if one not in busy]
    free.sort(key=lambda one: len(list_near(task, roster, session, one)))
    for person in free:
        if roster.wanted(session) <= 0:
            return
        if clear_session(task, roster, session, person):
            roster.teams[session].append(person)


def list_near(task: Task, roster: Roster, session: int, person: int) -> list[int]:
    """The candidates of a session for whom somebody stands aside."""
    who = task.staff[person]
    return [one for one in roster.hands[session] if not who.may_examine(task.candidates[one])]


def clear_session(task: Task, roster: Roster, session: int, person: int) -> bool:
    """Exchange everybody for whom this person stands aside; nothing is changed where that can't be done."""
    before = [hand.copy() for hand in roster.hands]
    for candidate in list_near(task, roster, session, person):
        if not exchange_candidate(task, roster, session, candidate, person):
            roster.hands[:] = before
            return False
    return True


def exchange_candidate(task: Task, roster: Roster, session: int, candidate: int, person: int) -> bool:
    """Let a candidate change places with one of another session, if the staff of both may examine them."""
    draft = roster.drafts[session]
    if has_needs(task.candidates[candidate]):
        return False
    for other, there in enumerate(roster.drafts):
        if other == session or there.family != draft.family:
            continue
        if not may_all(task, roster.teams[other], candidate):
            continue
        for partner in roster.hands[other]:
            if may_exchange(task, roster, session, other, candidate, partner, person):
                roster.hands[session][roster.hands[session].index(candidate)] = partner
                roster.hands[other][roster.hands[other].index(partner)] = candidate
                return True
    return False


def may_exchange(
    task: Task, roster: Roster, session: int, other: int, candidate: int, partner: int, person: int
) -> bool:
    """Whether a candidate and one of another session can change places, ``person`` having joined the team."""
    one, two = task.candidates[candidate], task.candidates[partner]
    slots = roster.drafts[session].slot, roster.drafts[other].slot
    return (
        not has_needs(two)
        and may_all(task, [*roster.teams[session], person], partner)
        and (slots[0] == slots[1] or (keeps_order(roster, candidate, session, slots[1]) and one.exam == two.exam))
        and (slots[0] == slots[1] or keeps_order(roster, partner, other, slots[0]))
        and (one.exam == two.exam or roster.drafts[session].kind == "theory")
    )


def may_all(task: Task, team: Sequence[int], candidate: int) -> bool:
    """Whether a whole team may examine a candidate."""
    return all(task.staff[one].may_examine(task.candidates[candidate]) for one in team)


KINDS = ("theory", "skill", "review")


def keeps_order(roster: Roster, candidate: int, session: int, slot: int) -> bool:
    """Whether the parts of a candidate still follow one another if that of a session is held in another slot."""
    place = KINDS.index(roster.drafts[session].kind)
    for number, hand in enumerate(roster.hands):
        if number != session and candidate in hand:
            ahead = KINDS.index(roster.drafts[number].kind) < place
            at = roster.drafts[number].slot
            if (at >= slot) if ahead else (at <= slot):
                return False
    return True
