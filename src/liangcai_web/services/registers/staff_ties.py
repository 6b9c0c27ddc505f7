"""For whom somebody stands aside: kin, pupils, colleagues, by the keyed hash of their ID numbers.

In: an ID number and why. Out: rows of ``StaffTie``, facts without names. Follows: practice of recusal (回避); a person
may be named here before they apply.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai.scheduling.model import TieKind
from liangcai_host.keys.fields import index_id_number, normalise_id_number
from liangcai_web.records.staff import StaffMember, StaffTie
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.register import TieNoted
from liangcai_web.services.people import check_number, field_keys
from liangcai_web.services.registers.staff import refuse
from liangcai_web.services.turns import take_turn

KINDS: dict[str, TieKind] = {"kin": "kin", "pupil": "pupil", "colleague": "colleague"}


def note_tie(
    member: StaffMember, kind: str, id_number: str, *, now: datetime, actor: AbstractBaseUser
) -> Result[StaffTie | None]:
    """Note for whom somebody stands aside; a second word on the same person replaces the first."""
    wrong = check_tie(kind, id_number)
    if wrong:
        return Result(None, wrong)
    with take_turn(member.organisation):
        row, _ = StaffTie.objects.update_or_create(
            member=member,
            id_number_index=index_id_number(field_keys(), id_number),
            defaults={"kind": kind, "id_number_tail": normalise_id_number(id_number)[-4:]},
        )
        said = TieNoted(kind=KINDS[kind])
        append_fact(member.organisation, "tie_noted", said, now=now, actor=actor, subject=member.uuid)
    return Result(row)


def check_tie(kind: str, id_number: str) -> tuple[Finding, ...]:
    """What is wrong with a tie as it was typed."""
    number = normalise_id_number(id_number)
    if kind not in KINDS:
        return (refuse("kind", "请选择回避原因。", "Choose why."),)
    if not 5 <= len(number) <= 20 or not number.isascii():
        return (refuse("id_number", "证件号码为 5 到 20 位字母和数字。", "An ID number has 5 to 20 characters."),)
    return tuple(refuse("id_number", one.message.zh, one.message.en) for one in check_number(id_number))


def drop_tie(member: StaffMember, tie: int, *, now: datetime, actor: AbstractBaseUser) -> bool:
    """Take a tie back; whether there was one."""
    with take_turn(member.organisation):
        row = StaffTie.objects.filter(member=member, pk=tie).first()
        if row is None:
            return False
        said = TieNoted(kind=KINDS[row.kind])
        row.delete()
        append_fact(member.organisation, "tie_dropped", said, now=now, actor=actor, subject=member.uuid)
    return True
