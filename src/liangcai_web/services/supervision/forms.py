"""The form of a visit as it is typed: the points of the batch, a draft that is kept, the signed form.

In: a visit, what was typed. Out: lines for the page; ``Form`` when it is complete. Follows: the rule pack of
supervision; nothing typed is lost.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Result
from liangcai.supervision.form import Answer, fill_form
from liangcai.supervision.pack import Point
from liangcai_web.records.drafts import Draft
from liangcai_web.records.facts import Fact
from liangcai_web.records.supervision import Visit
from liangcai_web.services.batches.state import list_parts
from liangcai_web.services.packs import supervision_pack
from liangcai_web.services.supervision.reports import sign_visit

OTHERS = 3
LONGEST = 2000


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed: answers by point, findings beside the points, a remark."""

    answers: dict[str, Answer] = {}
    others: tuple[Answer, ...] = (Answer(),) * OTHERS
    remark: str = ""


def list_points(visit: Visit) -> tuple[Point, ...]:
    """The points of the visit's batch."""
    return supervision_pack().points_for(list_parts(visit.batch))


def read_typed(points: tuple[Point, ...], data: Mapping[str, str]) -> Typed:
    """What came in with the fields of the form."""

    def read(key: str) -> Answer:
        words, weight = data.get(f"words-{key}", "")[:LONGEST], data.get(f"weight-{key}", "")[:10]
        return Answer(seen=data.get(f"seen-{key}", "")[:10], words=words.strip(), weight=weight)

    return Typed(
        answers={point.key: read(point.key) for point in points},
        others=tuple(read(f"other-{number}") for number in range(OTHERS)),
        remark=data.get("remark", "")[:LONGEST].strip(),
    )


def read_draft(visit: Visit, user: AbstractBaseUser) -> Typed:
    """What the supervisor typed so far."""
    row = Draft.objects.filter(user_id=user.pk, subject=visit.uuid).first()
    return msgspec.json.decode(row.content, type=Typed) if row else Typed()


def keep_draft(visit: Visit, user: AbstractBaseUser, typed: Typed, now: datetime) -> None:
    """Keep what is typed."""
    content = {"content": msgspec.json.encode(typed).decode(), "kept_at": now}
    Draft.objects.update_or_create(user_id=user.pk, subject=visit.uuid, defaults=content)


def sign_typed(visit: Visit, typed: Typed, *, now: datetime, actor: AbstractBaseUser) -> Result[Fact | None]:
    """Sign what was typed, when it is complete; the draft is gone then."""
    form = fill_form(list_points(visit), typed.answers, typed.others, typed.remark)
    if form.value is None:
        return Result(None, form.findings)
    with transaction.atomic():
        signed = sign_visit(visit, form.value, now=now, actor=actor)
        if signed.value is not None:
            Draft.objects.filter(user_id=actor.pk, subject=visit.uuid).delete()
    return signed


def by_point(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """Findings by the point or field that they are about."""
    return {one.rule.removeprefix("supervision."): one for one in findings}
