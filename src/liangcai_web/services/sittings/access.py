"""The rules of entry of a batch: what the office sets, and what a request shows of itself.

In: what was typed; a request's address and headers. Out: rows, findings, signs. Follows: reliability rule 4: a network
or a browser that does not fit is a sign for the invigilator; only a wrong room password, and an address outside where
the office says so, keep a candidate from signing in, and nothing keeps an answer from being stored.
"""

import hashlib
import hmac
import os
import re
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection

from liangcai.delivery.seb import Standing, build_settings, compare_request, find_config_key, write_seb
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.plan import BETWEEN
from liangcai_host.keys.phrases import hash_phrase, is_phrase
from liangcai_web.records.access import SittingAccess
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import AccessSet
from liangcai_web.services.rows import Part, read_one
from liangcai_web.services.turns import take_turn

Network = IPv4Network | IPv6Network
ANY_ROOM = "*"
SALT_BYTES = 32
# Asked by every sign-in, and worded once: to have Django word them takes ten times as long as to answer them.
ACCESS = Part(SittingAccess, "a")
RULES = f"SELECT {ACCESS.columns} FROM records_sittingaccess a WHERE a.batch_id = %s"  # noqa: S608 - names only
ANY_PASSWORD = "SELECT 1 FROM records_sittingaccess WHERE room_password <> '' LIMIT 1"  # noqa: S105 - no password
ROOM_PASSWORD = "sitting.room_password"  # noqa: S105 # name of a field
_SEEN: dict[str, bytes] = {}
_SECRET = os.urandom(32)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What a request shows: where it comes from, the address it asks for, the two headers of the browser."""

    address: str = ""
    url: str = ""
    config_hash: str = ""
    request_hash: str = ""


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a request's look comes to; None where the office set no such rule."""

    inside: bool | None = None
    config: Standing | None = None
    exam: Standing | None = None

    @property
    def doubtful(self) -> bool:
        """Whether an invigilator should look."""
        return self.inside is False or any(one in ("absent", "differs") for one in (self.config, self.exam))


class NewAccess(msgspec.Struct, frozen=True, kw_only=True):
    """What the office sets; an empty password leaves the one that is there, ``drop_password`` takes it away."""

    room_password: str = ""
    drop_password: bool = False
    networks: str = ""
    refuses_outside: bool = False
    start_url: str = ""
    quit_password: str = ""
    exam_keys: str = ""


def find_access(batch: Batch) -> SittingAccess | None:
    """The rules of a batch, or None."""
    return read_one(RULES, [batch.pk], ACCESS)


def asks_password() -> bool:
    """Whether any sitting asks for a password of the room."""
    with connection.cursor() as cursor:
        cursor.execute(ANY_PASSWORD)
        return cursor.fetchone() is not None


def set_access(batch: Batch, new: NewAccess, *, now: datetime, actor: AbstractBaseUser) -> Result[SittingAccess | None]:
    """Set the rules of a batch, and say so in a fact that holds no secret."""
    networks, keys = parse_networks(new.networks), parse_keys(new.exam_keys)
    if networks.value is None or keys.value is None:
        return Result(None, (*networks.findings, *keys.findings))
    with take_turn(batch.organisation):
        row, _ = SittingAccess.objects.get_or_create(batch=batch)
        row.networks, row.refuses_outside = new.networks.strip(), new.refuses_outside
        row.exam_keys, row.start_url = "\n".join(keys.value), new.start_url
        row.salt = bytes(row.salt) or os.urandom(SALT_BYTES)
        if new.room_password or new.drop_password:
            row.room_password = "" if new.drop_password else hash_phrase(new.room_password)
        if new.quit_password:
            row.quit_hash = hashlib.sha256(new.quit_password.encode()).hexdigest()  # the form that the browser knows
        row.save()
        said = AccessSet(
            password=bool(row.room_password),
            networks=row.networks,
            refuses_outside=row.refuses_outside,
            config_key=config_key(row),
            exam_keys=keys.value,
        )
        append_fact(batch.organisation, "access_set", said, now=now, actor=actor, batch=batch.uuid)
    return Result(row)


def parse_networks(text: str) -> Result[dict[str, tuple[Network, ...]] | None]:
    """The networks of each room, or a finding for each line that can't be read."""
    found: dict[str, tuple[Network, ...]] = {}
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        room, _, rest = line.replace("：", ":", 1).partition(":") if not _is_bare(line) else (ANY_ROOM, "", line)
        names = [name for name in re.split(r"[\s,，、;；]+", rest) if name]
        if not line.strip():
            continue
        try:
            found[room.strip()] = tuple(ip_network(name, strict=False) for name in names)
        except ValueError:
            names = []
        if not names or not room.strip():
            findings.append(_unreadable(number, line))
    return Result(None if findings else found, tuple(findings))


def _is_bare(line: str) -> bool:
    """Whether a line is networks only, for every room; an IPv6 network has colons of its own."""
    names = [name for name in re.split(r"[\s,，、;；]+", line) if name]
    try:
        return bool([ip_network(name, strict=False) for name in names])
    except ValueError:
        return False


def _unreadable(number: int, line: str) -> Finding:
    message = Message(f"第 {number} 行读不出网段：{line[:60]}", f"Line {number} has no networks: {line[:60]}")
    remedy = Message(
        "写成 考场: 10.1.2.0/24, 10.1.3.7；* 为其余考场。", "Write room: 10.1.2.0/24, 10.1.3.7; * is any other."
    )
    return Finding(rule="access.networks", severity=Severity.ERROR, message=message, remedy=remedy)


def parse_keys(text: str) -> Result[tuple[str, ...] | None]:
    """Browser Exam Keys as the browser's tool shows them: 64 hexadecimal digits each."""
    keys = tuple(text.lower().split())
    if all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys):
        return Result(keys)
    message = Message("每个密钥是 64 位十六进制数。", "Each key has 64 hexadecimal digits.")
    return Result(None, (Finding(rule="access.exam_keys", severity=Severity.ERROR, message=message),))


def write_browser_file(row: SittingAccess) -> bytes:
    """The ``.seb`` file of a batch, the same at every call."""
    return write_seb(build_settings(row.start_url, row.quit_hash, bytes(row.salt)))


def config_key(row: SittingAccess) -> str:
    """The Config Key of that file; empty without the browser."""
    return find_config_key(build_settings(row.start_url, row.quit_hash, bytes(row.salt))) if row.start_url else ""


def judge_visit(row: SittingAccess, room: str, visit: Visit) -> Signs:
    """What a request of a candidate of a room shows."""
    keys = row.exam_keys.split()
    return Signs(
        inside=is_inside(row, room, visit.address),
        config=compare_request(visit.url, visit.config_hash, (config_key(row),)) if row.start_url else None,
        exam=compare_request(visit.url, visit.request_hash, keys) if keys else None,
    )


def is_inside(row: SittingAccess, room: str, address: str) -> bool | None:
    """Whether an address is in the networks of a room; None where the room has none.

    ``room`` is the name of a session, in which the name of the room may stand between others.
    """
    networks = parse_networks(row.networks).value or {}
    names = (room, *room.split(BETWEEN), ANY_ROOM)
    allowed = next((networks[name] for name in names if name in networks), None)
    if allowed is None:
        return None
    try:
        place = ip_address(address)
    except ValueError:
        return False
    own = getattr(place, "ipv4_mapped", None) or place
    return any(own in network for network in allowed)


def check_entry(candidate: Candidate, row: SittingAccess, typed: str, signs: Signs) -> Finding | None:
    """Why a candidate may not sign in, or None."""
    if row.room_password and not fits_password(row.room_password, typed):
        zh, en = "考场口令不对，请听监考人员宣布。", "The password of the room is not right: listen to the invigilator."
        return Finding(rule=ROOM_PASSWORD, severity=Severity.ERROR, message=Message(zh, en))
    if row.refuses_outside and signs.inside is False:
        zh = f"这台电脑不在{candidate.room}允许的网络内，请找监考人员。"
        en = f"This computer is not in the network of room {candidate.room}: ask the invigilator."
        return Finding(rule="sitting.ticket_number", severity=Severity.ERROR, message=Message(zh, en))
    return None


def fits_password(kept: str, typed: str) -> bool:
    """Whether a password is the room's; a right one is remembered, so that a room full of people is not held up."""
    told = hmac.digest(_SECRET, typed.encode(), "sha256")
    if hmac.compare_digest(_SEEN.get(kept, b""), told):
        return True
    right = is_phrase(kept, typed)
    if right:
        _SEEN[kept] = told
    return right
