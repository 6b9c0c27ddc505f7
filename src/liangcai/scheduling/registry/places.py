"""A list of rooms: one a row, with the site that it belongs to.

In: the words of the rows, a zone. Out: ``ListedRoom``s and findings by row. Follows: clause 1.9.5; a site has one
address, a room one row.
"""

import datetime

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.model import Room
from liangcai.scheduling.registry.model import Head, ListedRoom, ListedRow
from liangcai.scheduling.registry.words import UnreadableError, read_periods, read_stations
from liangcai.standard.model import PartKind

KIND_WORDS: dict[str, PartKind] = {
    "理论": "theory",
    "理论知识考试": "theory",
    "theory": "theory",
    "技能": "skill",
    "技能考核": "skill",
    "专业能力考核": "skill",
    "skill": "skill",
    "评审": "review",
    "综合评审": "review",
    "review": "review",
}
KIND_NAMES: dict[PartKind, Message] = {
    "theory": Message("理论知识考试", "Theory"),
    "skill": Message("技能考核", "Skill"),
    "review": Message("综合评审", "Review"),
}
MOST_SEATS, MOST_COLUMNS = 1_000, 40
SITE_LENGTH, ROOM_LENGTH = 40, 24
ROOM_HEADS = (
    Head(field="site", head=Message("考点", "Site"), needed=True, width=20),
    Head(field="address", head=Message("地址", "Address"), width=28),
    Head(field="room", head=Message("考场", "Room"), also=("考场名称", "教室"), needed=True),
    Head(field="kind", head=Message("用途", "Kind"), also=("考核部分",), needed=True),
    Head(field="seats", head=Message("座位数", "Seats"), also=("座位",), needed=True, width=10),
    Head(field="columns", head=Message("每排座位", "Desks in a row"), width=10),
    Head(field="accessible", head=Message("无台阶座位", "Seats without steps"), width=12),
    Head(field="stations", head=Message("工位设备", "Stations"), also=("工位", "设备"), width=24),
    Head(field="closed", head=Message("停用时段", "Closed"), width=28),
)


def read_rooms(rows: tuple[ListedRow, ...], zone: datetime.tzinfo) -> Result[tuple[ListedRoom, ...]]:
    """The rooms of a list, each once."""
    found: dict[tuple[str, str], ListedRoom] = {}
    findings: list[Finding] = []
    for row in rows:
        read = read_room(row, zone)
        findings += read.findings
        if read.value is None:
            continue
        key = (read.value.room.site, read.value.room.id)
        if key in found:
            spot = found[key].place
            findings.append(wrong(row, "room", f"与第 {spot} 行是同一个考场。", f"Row {spot} is the same room."))
        found.setdefault(key, read.value)
    return Result(tuple(found.values()), tuple(findings))


def read_room(row: ListedRow, zone: datetime.tzinfo) -> Result[ListedRoom | None]:
    """One room."""
    words, findings = row.words, []
    kind = KIND_WORDS.get(words.get("kind", "").casefold())
    if kind is None:
        findings.append(wrong(row, "kind", "用途须为：理论、技能、评审。", "The kind is one of theory, skill, review."))
    read = _read_numbers(row)
    numbers = read.value
    findings += (*read.findings, *check_lengths(row, {"site": SITE_LENGTH, "room": ROOM_LENGTH, "address": 200}))
    if any(mark in words.get("room", "") for mark in "/\\?#%:：·"):
        zh, en = "考场名称不能含 / \\ ? # % : ·。", "A room's name holds none of / \\ ? # % : ·."
        findings.append(wrong(row, "room", zh, en))
    try:
        stations, closed = read_stations(words.get("stations", "")), read_periods(words.get("closed", ""), zone)
    except UnreadableError as error:
        zh = f"“{error}”读不懂：工位写成 机位=30，时段写成 2026-12-12 08:30-11:30。"
        findings.append(wrong(row, "stations", zh, f"“{error}” can't be read: kind=30, 2026-12-12 08:30-11:30."))
        stations, closed = (), ()
    if findings or kind is None:
        return Result(None, tuple(findings))
    room = Room(
        id=words["room"],
        kind=kind,
        seats=numbers["seats"] or 1,
        columns=numbers["columns"],
        site=words["site"],
        accessible=numbers["accessible"] or 0,
        stations=stations,
        closed=closed,
    )
    return Result(ListedRoom(room=room, address=words.get("address", ""), place=row.place))


def _read_numbers(row: ListedRow) -> Result[dict[str, int | None]]:
    """How many seats, in how many columns, how many without steps."""
    words = row.words
    numbers = {
        "seats": read_number(words.get("seats", ""), 1, MOST_SEATS),
        "columns": read_number(words.get("columns", ""), 1, MOST_COLUMNS),
        "accessible": read_number(words.get("accessible", "0"), 0, MOST_SEATS),
    }
    findings = [
        wrong(row, field, "须为范围内的整数。", "This is a whole number within reason.")
        for field, number in numbers.items()
        if number is None and (words.get(field) or field == "seats")
    ]
    if (numbers["accessible"] or 0) > (numbers["seats"] or 1):
        findings.append(wrong(row, "accessible", "无台阶座位多于座位数。", "More seats without steps than seats."))
    return Result(numbers, tuple(findings))


def read_number(text: str, least: int, most: int) -> int | None:
    """A whole number within limits, or None."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        return None
    return int(text) if least <= int(text) <= most else None


def check_lengths(row: ListedRow, limits: dict[str, int]) -> list[Finding]:
    """What has more characters than can be kept."""
    return [
        wrong(row, field, f"最多 {limit} 个字符。", f"At most {limit} characters.")
        for field, limit in limits.items()
        if len(row.words.get(field, "")) > limit
    ]


def wrong(row: ListedRow, field: str, zh: str, en: str) -> Finding:
    """Something wrong in a row."""
    return Finding(
        rule=f"register.{field}", severity=Severity.ERROR, message=Message(zh, en), place=row.place, clause="1.9.5"
    )
