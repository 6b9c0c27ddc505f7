"""The sites and rooms of an organisation: kept, changed, retired; read as the library has them.

In: rooms as they were typed or listed. Out: rows, a fact for each change. Follows: clause 1.9.5; an organisation sees
its own places only; what was used once is retired and not deleted.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.model import Period, Station
from liangcai.scheduling.model import Room as PlannedRoom
from liangcai.scheduling.registry.model import ListedRoom
from liangcai.standard.model import PartKind
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.places import Room, Site
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.payloads.register import Retired, RoomKept, SiteKept
from liangcai_web.services.turns import take_turn

KINDS: dict[str, PartKind] = {"theory": "theory", "skill": "skill", "review": "review"}


def zone() -> ZoneInfo:
    """The zone in which an organisation writes hours."""
    return ZoneInfo(settings.TIME_ZONE)


def list_sites(organisation: Organisation, *, retired: bool = False) -> tuple[Site, ...]:
    """The sites of an organisation by name."""
    rows = Site.objects.filter(organisation=organisation).order_by("name")
    return tuple(rows if retired else rows.filter(retired_at__isnull=True))


def find_site(organisation: Organisation, uuid: UUID) -> Site | None:
    """A site of this organisation, or None."""
    return Site.objects.filter(organisation=organisation, uuid=uuid).first()


def find_rooms(organisation: Organisation, words: str = "", *, retired: bool = False) -> "QuerySet[Room]":
    """The rooms of an organisation by site and name; ``words`` are part of either."""
    rows = Room.objects.filter(site__organisation=organisation).select_related("site").order_by("site__name", "name")
    if not retired:
        rows = rows.filter(retired_at__isnull=True, site__retired_at__isnull=True)
    plain = words.strip()
    return rows.filter(name__icontains=plain) | rows.filter(site__name__icontains=plain) if plain else rows


def find_room(organisation: Organisation, uuid: UUID) -> Room | None:
    """A room of this organisation, or None."""
    return Room.objects.filter(site__organisation=organisation, uuid=uuid).select_related("site").first()


def read_room(row: Room) -> PlannedRoom:
    """A room as the library plans with it, under its own name and that of its site."""
    return PlannedRoom(
        id=row.name,
        kind=KINDS[row.kind],
        seats=row.seats,
        columns=row.columns,
        site=row.site.name,
        accessible=row.accessible,
        stations=read_stations(row),
        closed=read_closed(row),
    )


def read_stations(row: Room) -> tuple[Station, ...]:
    """The stations of a room."""
    return msgspec.json.decode(row.stations, type=tuple[Station, ...])


def read_closed(row: Room) -> tuple[Period, ...]:
    """When a room can't be used."""
    return msgspec.json.decode(row.closed, type=tuple[Period, ...])


def keep_rooms(
    organisation: Organisation, listed: Iterable[ListedRoom], *, now: datetime, actor: AbstractBaseUser | None
) -> Result[int]:
    """Keep rooms with their sites, new ones and changed ones; how many differ from what was kept."""
    with take_turn(organisation):
        facts: list[NewFact] = []
        sites: dict[str, Site] = {}
        for one in listed:
            if one.room.site not in sites:
                site, fact = enter_site(organisation, one.room.site, one.address)
                sites[one.room.site] = site
                facts += [fact] if fact else []
            kept = enter_room(sites[one.room.site], one.room)
            facts += [kept] if kept else []
        append_facts(organisation, facts, now=now, actor=actor)
        return Result(sum(fact.kind == "room_kept" for fact in facts))


def enter_site(organisation: Organisation, name: str, address: str) -> tuple[Site, NewFact | None]:
    """The site of that name with this address (blank leaves it), taken up again if it was given up."""
    site = Site.objects.filter(organisation=organisation, name=name).first()
    same = site is not None and site.retired_at is None and address in ("", site.address)
    if site is not None and same:
        return site, None
    site = site or Site(organisation=organisation, name=name)
    site.address, site.retired_at = address or site.address, None
    site.save()
    said = SiteKept(name=site.name, address=site.address)
    return site, NewFact(kind="site_kept", payload=said, subject=site.uuid)


def enter_room(site: Site, room: PlannedRoom) -> NewFact | None:
    """The room of that name at a site as it is from now on; None where nothing is new."""
    row = Room.objects.filter(site=site, name=room.id).first()
    if row is not None and row.retired_at is None:
        row.site = site
        if read_room(row) == room:
            return None
    row = row or Room(site=site, name=room.id)
    return store_room(row, room)


def store_room(row: Room, room: PlannedRoom) -> NewFact:
    """Write a room into its row."""
    row.kind, row.seats, row.columns, row.accessible = room.kind, room.seats, room.columns, room.accessible
    row.stations = msgspec.json.encode(room.stations).decode()
    row.closed = msgspec.json.encode(room.closed).decode()
    row.name, row.retired_at = room.id, None
    row.save()
    said = RoomKept(
        site=row.site.name,
        name=room.id,
        kind=room.kind,
        seats=room.seats,
        columns=room.columns,
        accessible=room.accessible,
        stations=room.stations,
        closed=room.closed,
    )
    return NewFact(kind="room_kept", payload=said, subject=row.uuid)


def change_room(row: Room, listed: ListedRoom, *, now: datetime, actor: AbstractBaseUser) -> Result[Room | None]:
    """Change a room in place, its name as well; another room of the site can't have the name."""
    organisation = row.site.organisation
    with take_turn(organisation):
        site, fact = enter_site(organisation, listed.room.site, listed.address)
        twin = Room.objects.filter(site=site, name=listed.room.id).exclude(pk=row.pk).first()
        if twin is not None:
            return Result(None, (refuse("room", "这个考点已有同名考场。", "The site has a room of this name."),))
        row.site = site
        facts = [one for one in (fact, store_room(row, listed.room)) if one]
        append_facts(organisation, facts, now=now, actor=actor)
    return Result(row)


def retire_room(row: Room, *, on: bool, now: datetime, actor: AbstractBaseUser) -> None:
    """Use a room no longer, or again."""
    with take_turn(row.site.organisation):
        row.retired_at = now if on else None
        row.save(update_fields=["retired_at"])
        kind = "room_retired" if on else "room_returned"
        fact = NewFact(kind=kind, payload=Retired(on=on), subject=row.uuid)
        append_facts(row.site.organisation, [fact], now=now, actor=actor)


def retire_site(site: Site, *, on: bool, now: datetime, actor: AbstractBaseUser) -> None:
    """Use a site and all its rooms no longer, or again."""
    with take_turn(site.organisation):
        site.retired_at = now if on else None
        site.save(update_fields=["retired_at"])
        kind = "site_retired" if on else "site_returned"
        fact = NewFact(kind=kind, payload=Retired(on=on), subject=site.uuid)
        append_facts(site.organisation, [fact], now=now, actor=actor)


def refuse(field: str, zh: str, en: str) -> Finding:
    """Why a place is not kept."""
    return Finding(rule=f"register.{field}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.5")
