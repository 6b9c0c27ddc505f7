"""Accounts of an organisation: opened with an invitation, given and taken roles, closed.

In: names and roles, two officers, or the person who runs the machine. Out: an account and a code that is shown once;
facts. Follows: least privilege; whoever opens an account never knows its password; one officer alone could make the
second one, therefore two act, held by the database.
"""

import re
from datetime import datetime, timedelta

import msgspec
from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.phrases import hash_phrase
from liangcai_web.records.invitations import Invitation
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.accounts.numbers import draw_code
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.accounts import AccountInvited, AccountOpened, RolesChanged
from liangcai_web.services.turns import take_turn

Role = Membership.Role
# The authority approves what the office files: an office does not appoint it.
GIVEN = tuple(role for role in Role if role != Role.AUTHORITY)
VALID = timedelta(days=7)
LEAST_OFFICERS = 2
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the code by which its owner chooses a password."""

    account: User
    code: str


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account that is to be: its user name, whose it is, what for."""

    username: str
    name: str
    roles: tuple[str, ...]


class Officers(msgspec.Struct, frozen=True, kw_only=True):
    """The two who act. Where None stands in their place, the person who runs the machine does."""

    actor: AbstractBaseUser
    approver: AbstractBaseUser


def list_accounts(organisation: Organisation, words: str = "") -> "QuerySet[User]":
    """The accounts with a role here, by user name; ``own_roles`` are the memberships in this organisation."""
    own = Membership.objects.filter(organisation=organisation).order_by("pk")
    rows = User.objects.filter(memberships__organisation=organisation)
    if words.strip():
        rows = rows.filter(Q(username__icontains=words.strip()) | Q(first_name__icontains=words.strip()))
    return (
        rows.distinct()
        .select_related("invitation")
        .prefetch_related(Prefetch("memberships", queryset=own, to_attr="own_roles"))
        .order_by("username")
    )


def find_account(organisation: Organisation, number: int) -> User | None:
    """An account with a role here, or None."""
    return list_accounts(organisation).filter(pk=number).first()


def open_account(
    organisation: Organisation, new: NewAccount, officers: Officers | None, now: datetime
) -> Result[Invited | None]:
    """A new account that nobody can sign in with before its owner has chosen a password."""
    username = new.username.strip().casefold()
    findings = (*check_name(username, new.name), *check_roles(new.roles, officers))
    with take_turn(organisation):
        if User.objects.filter(username__iexact=username).exists():
            findings += (refuse("username", "这个用户名已有人用。", "This user name is taken."),)
        if findings:
            return Result(None, findings)
        account = User(username=username, first_name=new.name.strip())
        account.set_unusable_password()
        account.save()
        for role in new.roles:
            Membership.objects.create(user=account, organisation=organisation, role=Role(role))
        said = AccountOpened(account=account.pk, roles=tuple(sorted(new.roles)))
        note(organisation, "account_opened", said, officers, now)
        return Result(Invited(account=account, code=write_invitation(account, now)))


def check_name(username: str, name: str) -> tuple[Finding, ...]:
    """What is wrong with the names of a new account."""
    findings = []
    if not USERNAME.fullmatch(username):
        zh = "用户名用 3 至 40 个小写字母、数字、点、横线，以字母开头。"
        en = "A user name has 3 to 40 small letters, digits, dots or strokes, and begins with a letter."
        findings.append(refuse("username", zh, en))
    if not name.strip() or len(name.strip()) > 80:
        findings.append(refuse("name", "请填写姓名，不超过 80 字。", "Give the name, 80 characters at most."))
    return tuple(findings)


def check_roles(roles: tuple[str, ...], officers: Officers | None) -> tuple[Finding, ...]:
    """What is wrong with the roles that an account is given."""
    allowed = GIVEN if officers else tuple(Role)
    if not roles:
        return (refuse("roles", "至少选一个身份。", "Choose one role at least."),)
    if any(role not in allowed for role in roles):
        zh = "这个身份不由机构自己设立：由运行本系统的人员开通。"
        en = "An office does not give this role: whoever runs the system does."
        return (refuse("roles", zh, en),)
    return ()


def change_roles(
    organisation: Organisation, account: User, roles: tuple[str, ...], officers: Officers | None, now: datetime
) -> tuple[Finding, ...]:
    """Other roles from now on; none closes the account here. Officers leave those alone that they do not give."""
    with take_turn(organisation):
        held = {one.role for one in Membership.objects.filter(user_id=account.pk, organisation=organisation)}
        wanted = set(roles) | (held - set(GIVEN) if officers else set())
        findings = check_roles(roles, officers) if roles else ()
        if Role.OFFICER in held - wanted and count_officers(organisation) <= LEAST_OFFICERS:
            zh = "考务人员不能少于两名：许多事须两人办理。先开通另一名。"
            en = "There must be two officers at least, since many acts take two: open another account first."
            findings += (refuse("roles", zh, en),)
        if findings:
            return findings
        Membership.objects.filter(user_id=account.pk, organisation=organisation).exclude(role__in=wanted).delete()
        for role in wanted - held:
            Membership.objects.create(user_id=account.pk, organisation=organisation, role=Role(role))
        account.is_active = Membership.objects.filter(user_id=account.pk).exists()
        account.save(update_fields=["is_active"])
        said = RolesChanged(account=account.pk, roles=tuple(sorted(wanted)), before=tuple(sorted(held)))
        note(organisation, "roles_changed", said, officers, now)
    return ()


def count_officers(organisation: Organisation) -> int:
    """The officers who can act."""
    rows = Membership.objects.filter(organisation=organisation, role=Role.OFFICER, user__is_active=True)
    return rows.values("user").distinct().count()


def invite_again(organisation: Organisation, account: User, officers: Officers | None, now: datetime) -> str:
    """A new code for somebody who lost the password: the old one is void at once, open sessions end."""
    with take_turn(organisation):
        account.set_unusable_password()
        account.save(update_fields=["password"])
        note(organisation, "account_invited", AccountInvited(account=account.pk), officers, now)
        return write_invitation(account, now)


@transaction.atomic
def write_invitation(account: User, now: datetime) -> str:
    """A code that is good once, for a week."""
    code = draw_code()
    kept = {"secret": hash_phrase(code), "made_at": now, "expires_at": now + VALID}
    Invitation.objects.update_or_create(user_id=account.pk, defaults=kept)
    return code


def note(organisation: Organisation, kind: str, said: msgspec.Struct, officers: Officers | None, now: datetime) -> None:
    """The fact, with the two who acted; what was done on the machine itself is of a kind of its own."""
    if officers is None:
        append_fact(organisation, f"operator_{kind}", said, now=now)
    else:
        append_fact(organisation, kind, said, now=now, actor=officers.actor, approver=officers.approver)


def refuse(field: str, zh: str, en: str) -> Finding:
    """What is wrong, under the name of the field where it was typed."""
    return Finding(rule=f"account.{field}", severity=Severity.ERROR, message=Message(zh, en))
