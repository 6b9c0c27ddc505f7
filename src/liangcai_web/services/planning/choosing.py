"""What a batch is held with: sites, rooms, staff and slots chosen from the registers, as the library plans with them.

In: a batch, a ``Choice``. Out: ``Resources``, candidates, the examination. Follows: clauses 1.9.3 to 1.9.5; a panel
signs under accounts of its own; who serves is known by the user name, else by the random id of the register.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.exams import Exam, describe_exam
from liangcai.scheduling.model import Candidate, Resources, Slot, Tie, TieKind
from liangcai.scheduling.model import Qualification as Paper
from liangcai.scheduling.model import StaffMember as Servant
from liangcai.scheduling.plan import Plan
from liangcai.scheduling.registry.words import UnreadableError, read_periods
from liangcai.scheduling.timetable import list_slots
from liangcai.standard.model import PartKind
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.places import Room
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.admission.arrangements import read_arrangements
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day, local_time
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.papers.rotation import count_in_a_row
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.registers.places import find_rooms, read_room, zone
from liangcai_web.services.registers.staff import find_people, read_away, read_paper
from liangcai_web.services.registers.staff_ties import KINDS
from liangcai_web.services.standing.resits import list_kept


def read_exam(batch: Batch, choice: Choice) -> Result[Exam | None]:
    """The examination of a batch, with the stations that its parts need."""
    return describe_exam(batch_standard(batch), batch.level, scheduling_pack(), dict(choice.stations))


def propose_slots(batch: Batch) -> tuple[Slot, ...]:
    """The sessions of the day on which a batch starts."""
    return list_slots((local_day(batch.starts_at),), zone(), scheduling_pack())


def read_slots(text: str) -> Result[tuple[Slot, ...]]:
    """Slots as they are typed, a period each, known by the hour at which they begin."""
    try:
        periods = sorted(read_periods(text, zone()), key=lambda one: one.start)
    except UnreadableError as error:
        zh = f"场次“{error}”读不懂，写成 2026-12-12 08:30-11:30。"
        return Result((), (refuse("slots", zh, f"The session “{error}” can't be read: write 2026-12-12 08:30-11:30."),))
    if not periods:
        return Result((), (refuse("slots", "还没有场次。", "There are no sessions."),))
    slots = (Slot(id=f"{local_time(one.start):%Y-%m-%d/%H%M}", start=one.start, end=one.end) for one in periods)
    return Result(tuple(slots))


def gather_resources(batch: Batch, choice: Choice, people: Sequence[Person], exam: Exam) -> Resources:
    """The rooms and people of the chosen sites, as they are now."""
    rooms = tuple(read_room(row) for row in list_chosen_rooms(batch.organisation, choice))
    kinds = {part.kind for part in exam.parts}
    return Resources(
        rooms=tuple(room for room in rooms if room.kind in kinds),
        staff=gather_staff(batch, choice, people, exam),
        slots=choice.slots,
    )


def list_chosen_rooms(organisation: Organisation, choice: Choice) -> list[Room]:
    """The rooms of the chosen sites that are not left out."""
    rows = find_rooms(organisation).filter(site__name__in=choice.sites)
    return [row for row in rows if str(row.uuid) not in choice.rooms_out]


def gather_staff(batch: Batch, choice: Choice, people: Sequence[Person], exam: Exam) -> tuple[Servant, ...]:
    """Everybody who may take a part of the examination and is not left out, each at one site."""
    rows = [row for row in find_people(batch.organisation) if str(row.uuid) not in choice.staff_out]
    able = [(row, papers) for row in rows if (papers := list_papers(row, exam))]
    sites = spread_staff(choice, able)
    names = {person.id_number_index: str(person.uuid) for person in people}
    served = count_in_a_row(batch)
    return tuple(
        Servant(
            id=name_servant(row),
            qualifications=papers,
            organisation=row.employer,
            site=sites[row.pk],
            ties=list_ties(row, names),
            away=read_away(row),
            batches_in_a_row=served.get((name_servant(row), sites[row.pk]), 0),
        )
        for row, papers in able
        if row.pk in sites
    )


def name_servant(row: StaffMember) -> str:
    """By what a plan knows somebody: the user name of the account, else the random id."""
    return row.account.get_username() if row.account else str(row.uuid)


def list_papers(row: StaffMember, exam: Exam) -> tuple[Paper, ...]:
    """The qualifications that are good for the examination; without an account nobody can sign for a panel."""
    papers = (read_paper(one) for one in row.qualifications.all())
    roles = {part.role for part in exam.parts}
    return tuple(
        one
        for one in papers
        if (one.role == "invigilator" and one.role in roles)
        or (row.account is not None and any(exam.admits(one, role) for role in roles if role != "invigilator"))
    )


def spread_staff(choice: Choice, able: Sequence[tuple[StaffMember, tuple[Paper, ...]]]) -> dict[int, str]:
    """The site of each person: where they were placed, else at home, else where the fewest of their kind are."""
    placed, found = dict(choice.placed), dict[int, str]()
    counts: Counter[tuple[str, str]] = Counter()
    loose = []
    for row, papers in able:
        home = placed.get(str(row.uuid)) or (row.site.name if row.site else "")
        if home in choice.sites:
            found[row.pk] = home
            counts.update((home, one.role) for one in papers)
        elif not row.site and choice.sites:
            loose.append((row, papers))
    for row, papers in loose:
        site = min(choice.sites, key=lambda name: (counts[name, papers[0].role], choice.sites.index(name)))
        found[row.pk] = site
        counts.update((site, one.role) for one in papers)
    return found


def list_ties(row: StaffMember, names: dict[str, str]) -> tuple[Tie, ...]:
    """For whom of the candidates somebody stands aside."""
    kinds: dict[str, TieKind] = KINDS
    ties = (tie for tie in row.ties.all() if tie.id_number_index in names)
    return tuple(Tie(kind=kinds[tie.kind], candidate=names[tie.id_number_index]) for tie in ties)


def list_candidates(
    batch: Batch, people: Sequence[Person], exam: Exam, resources: Resources, plan: Plan | None = None
) -> tuple[Candidate, ...]:
    """The candidates with what is arranged for them, the parts that they sit, the site where they do.

    Who named no site that is used goes where they were in ``plan``, else where most seats are left.
    """
    kept, arranged = list_kept(batch, people), read_arrangements(batch)
    was = {seat.candidate: one.site for one in plan.timetable.sessions for seat in one.seats} if plan else {}
    wished = {}
    for person in people:
        row = arranged.get(person.pk)
        wished[person.pk] = row.site.name if row and row.site else was.get(str(person.uuid), "")
    sites = share_sites(wished, resources, exam.parts[0].kind)
    found = []
    for person in people:
        row, site = arranged.get(person.pk), sites[person.pk]
        done = {part.kind for part in kept.get(person.uuid, ())}
        found.append(
            Candidate(
                id=str(person.uuid),
                organisation=row.employer if row else "",
                exam=exam.id,
                site=site,
                parts=tuple(part.kind for part in exam.parts if part.kind not in done) if done else (),
                accessible=row.accessible if row else False,
                extra_time=row.extra_time if row else 0,
            )
        )
    return tuple(found)


def share_sites(wished: Mapping[int, str], resources: Resources, kind: PartKind) -> dict[int, str]:
    """The site of each person, by row: the one wished for where it is used, else the one with most seats left."""
    seats: Counter[str] = Counter()
    for room in resources.rooms:
        seats[room.site] += room.seats if room.kind == kind else 0
    counts, sites = Counter(wished.values()), dict(wished)
    for person, site in wished.items():
        if site not in seats and seats:
            sites[person] = min(seats, key=lambda name: ((counts[name] + 1) / max(1, seats[name]), name))
            counts[sites[person]] += 1
    return sites


def strip(resources: Resources) -> Resources:
    """Resources as a plan keeps them: nothing of employers, ties and absences."""
    staff = tuple(Servant(id=one.id, qualifications=one.qualifications, site=one.site) for one in resources.staff)
    return msgspec.structs.replace(resources, staff=staff)


def refuse(field: str, zh: str, en: str) -> Finding:
    """Why a choice can't be planned with."""
    return Finding(rule=f"rooms.{field}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.5")
