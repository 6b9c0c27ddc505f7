"""Two people for what one alone may not do: the actor shows again who they are, a second of their role signs as well.

In: what both typed. Out: the second person, or findings that name the field. Follows: reliability rule 9; OWASP ASVS
7.5.3 (show again who you are) and 2.3.5 (several people); the database holds the two apart as well.
"""

from datetime import datetime, timedelta
from typing import TypedDict

from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.accounts.limits import FailureLimit

PASSWORD = "approval.password"  # noqa: S105 # names of fields
SECOND_NAME = "approval.second_name"
SECOND_PASSWORD = "approval.second_password"  # noqa: S105
LIMIT = FailureLimit(8, timedelta(minutes=10))
User = AbstractBaseUser | AnonymousUser


class ByTwo(TypedDict):
    """What is done by two people at a moment, to be handed on from one service to the next."""

    now: datetime
    actor: AbstractBaseUser
    approver: AbstractBaseUser


WHO = {Membership.Role.OFFICER: ("考务人员", "officer"), Membership.Role.TRAINER: ("培训人员", "trainer")}


def confirm_password(user: User, password: str, now: datetime) -> Finding | None:
    """What is wrong with the password that a signed-in person typed again, or None."""
    if not user.is_authenticated:
        return refuse(PASSWORD, "请先登录。", "Sign in first.")
    return check_login(user.get_username(), password, now, PASSWORD)


def check_login(username: str, password: str, now: datetime, field: str) -> Finding | None:
    """Whether name and password belong together; failures are limited by name."""
    key = username.casefold()[:150]
    if not LIMIT.allows(key, now):
        return refuse(field, "错误次数过多，请 10 分钟后再试。", "Too many wrong tries: please wait ten minutes.")
    if authenticate(username=username, password=password) is None:
        LIMIT.note(key, now)
        return refuse(field, "密码不对。", "The password is not right.")
    return None


def approve_together(
    organisation: Organisation,
    actor: User,
    *,
    password: str,
    second_name: str,
    second_password: str,
    now: datetime,
    role: str = Membership.Role.OFFICER,
) -> Result[AbstractBaseUser | None]:
    """The second person of the role, when both are who they say and are two; both faults are told at once."""
    own = confirm_password(actor, password, now)
    second = find_second(organisation, actor, second_name.strip(), second_password, now, role)
    if own is not None:
        return Result(None, (own, *second.findings))
    return second


def find_second(
    organisation: Organisation,
    actor: User,
    name: str,
    password: str,
    now: datetime,
    role: str = Membership.Role.OFFICER,
) -> Result[AbstractBaseUser | None]:
    """Another person of a role in the same organisation, by name and password."""
    zh, en = WHO[Membership.Role(role)]
    if actor.get_username().casefold() == name.casefold():
        own = (f"批准人须是另一位{zh}，不能是您自己。", f"The second person must be another {en}, not you.")
        return Result(None, (refuse(SECOND_NAME, *own),))
    wrong = check_login(name, password, now, SECOND_PASSWORD)
    members = Membership.objects.filter(organisation=organisation, role=role)
    member = None if wrong else members.filter(user__username=name, user__is_active=True).select_related("user").first()
    if member is None:
        unknown = (f"没有这位{zh}，或者密码不对。", f"There is no such {en} here, or the password is not right.")
        told = wrong if wrong and "密码不对" not in wrong.message.zh else refuse(SECOND_PASSWORD, *unknown)
        return Result(None, (told,))
    return Result(member.user)


def refuse(field: str, zh: str, en: str) -> Finding:
    """What is wrong, under the name of the field where it was typed."""
    return Finding(rule=field, severity=Severity.ERROR, message=Message(zh, en))
