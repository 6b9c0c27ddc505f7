"""Accounts: opened by two officers, entered by an invitation, changed, closed; a password that only its owner knows."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse

from liangcai_host import clock
from liangcai_host.keys.officers import lock_again
from liangcai_web.records.facts import Fact
from liangcai_web.records.invitations import Invitation
from liangcai_web.records.organisations import Membership
from liangcai_web.services.accounts.keeping import NewAccount, Officers, change_roles, invite_again, open_account
from liangcai_web.services.accounts.officer_keys import find_key
from liangcai_web.services.accounts.passwords import LIMIT, accept_invitation, change_password
from liangcai_web.services.facts import find_break
from tests.web.cast import PASSWORD, approval, client_of

NEW = "四句话里最长的那一句密码"
CODE = re.compile(r'<dd class="mono big">([^<]+)</dd>')


@pytest.fixture(autouse=True)
def calm():
    """No failure of another test is remembered."""
    LIMIT._seen.clear()


@pytest.fixture
def both(cast):
    return Officers(actor=cast.team.officer, approver=cast.team.second_officer)


def invite(cast, both, *roles, username="li-ming"):
    opened = open_account(
        cast.office, NewAccount(username=username, name="黎名", roles=roles or ("assessor",)), both, clock.now()
    )
    assert opened.value is not None, opened.findings
    return opened.value


def test_two_officers_open_an_account_and_its_owner_chooses_the_password(cast):
    office = client_of(cast.team.officer)
    form = {"username": "Li-Ming", "name": "黎名", "roles": ["assessor", "invigilator"], **approval()}
    page = office.post(reverse("office-accounts"), form)
    assert page.status_code == 200
    username, code = CODE.findall(page.content.decode())
    assert username == "li-ming"
    assert authenticate(username=username, password=code) is None, "the code is no password"
    owner = client_of(None)
    typed = {"username": username, "code": code.lower().replace("-", " "), "new": NEW, "again": NEW}
    entered = owner.post(reverse("welcome"), typed)
    assert (entered.status_code, entered.url) == (302, "/assess")
    assert owner.get("/assess").status_code == 200
    assert authenticate(username=username, password=NEW) is not None
    again = client_of(None).post(reverse("welcome"), typed)
    assert again.status_code == 422
    assert "已用过" in again.content.decode()
    fact = Fact.objects.get(kind="account_opened")
    assert (fact.actor, fact.approver) == (cast.team.officer, cast.team.second_officer)
    assert "黎" not in fact.payload
    assert find_break(cast.office) is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("username", "李明", "小写字母"),
        ("username", "officer-1", "已有人用"),
        ("name", " ", "请填写"),
        ("roles", [], "至少选一个"),
        ("roles", ["authority"], ""),
        ("second_name", "officer-1", "另一位"),
        ("second_password", "wrong", "密码不对"),
        ("password", "wrong", "密码不对"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_opens_nothing(cast, field, typed, said):
    form = {"username": "li-ming", "name": "黎名", "roles": ["assessor"], **approval(), field: typed}
    page = client_of(cast.team.officer).post(reverse("office-accounts"), form)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not User.objects.filter(username="li-ming").exists()


def test_the_database_lets_nobody_open_an_account_alone(cast):
    alone = Officers(actor=cast.team.officer, approver=cast.team.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        invite(cast, alone)
    assert not User.objects.filter(username="li-ming").exists()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "至少 12"),
        ("qwertyuiop123", "qwertyuiop123", "太常见"),
        ("9150273648193", "9150273648193", "全是数字"),
        ("li-ming-1234", "li-ming-1234", "太像"),
        (NEW, f"{NEW} ", "不一样"),
        ("长" * 129, "长" * 129, "不超过 128"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(cast, both, password, again, said):
    invited = invite(cast, both)
    refused = accept_invitation("li-ming", invited.code, password, again, clock.now())
    assert refused.value is None
    assert said in refused.findings[0].message.zh
    assert accept_invitation("li-ming", invited.code, NEW, NEW, clock.now()).value is not None


def test_a_code_is_good_for_a_week_and_not_for_guessing(cast, both):
    invited, now = invite(cast, both), clock.now()
    late = accept_invitation("li-ming", invited.code, NEW, NEW, now + timedelta(days=8))
    assert "过期" in late.findings[0].message.zh
    for _ in range(8):
        assert accept_invitation("li-ming", "2222-2222-2222", NEW, NEW, now).value is None
    waiting = accept_invitation("li-ming", invited.code, NEW, NEW, now)
    assert "10 分钟" in waiting.findings[0].message.zh
    assert Invitation.objects.get().secret != invited.code


def test_another_invitation_voids_the_password_and_ends_the_sessions(cast, both):
    account = cast.idle_assessor
    session = client_of(account)
    assert session.get("/assess").status_code == 200
    code = invite_again(cast.office, account, both, clock.now())
    assert authenticate(username=account.username, password=PASSWORD) is None
    assert session.get("/assess").status_code == 302
    assert accept_invitation(account.username, code, NEW, NEW, clock.now()).value == account


def test_roles_are_given_and_taken_and_none_closes_the_account(cast, both):
    account = cast.idle_assessor
    assert change_roles(cast.office, account, ("invigilator",), both, clock.now()) == ()
    assert [one.role for one in account.memberships.all()] == ["invigilator"]
    assert client_of(account).get("/assess").status_code == 403
    assert change_roles(cast.office, account, (), both, clock.now()) == ()
    account.refresh_from_db()
    assert not account.is_active
    assert authenticate(username=account.username, password=PASSWORD) is None
    assert Fact.objects.filter(kind="roles_changed").count() == 2


def test_there_are_always_two_officers(cast, both):
    refused = change_roles(cast.office, cast.team.second_officer, ("assessor",), both, clock.now())
    assert "两名" in refused[0].message.zh
    assert Membership.objects.filter(organisation=cast.office, role="officer").count() == 2


def test_an_office_neither_gives_nor_takes_the_role_of_the_authority(cast, both):
    page = client_of(cast.team.officer).get(reverse("office-account", args=[cast.authority.pk])).content.decode()
    assert 'value="authority"' not in page
    assert change_roles(cast.office, cast.idle_assessor, ("authority",), both, clock.now())
    assert change_roles(cast.office, cast.authority, (), both, clock.now()) == ()
    assert [one.role for one in cast.authority.memberships.all()] == ["authority"]


def test_another_office_finds_no_account_of_this_one(cast):
    stranger = client_of(cast.stranger)
    assert cast.team.officer.username not in stranger.get(reverse("office-accounts")).content.decode()
    assert stranger.get(reverse("office-account", args=[cast.team.officer.pk])).status_code == 404


def test_a_changed_password_takes_the_key_to_the_papers_with_it(cast):
    officer, now = cast.team.officer, clock.now()
    assert "密码不对" in change_password(officer, "wrong", NEW, NEW, now)[0].message.zh
    here, elsewhere = client_of(officer), client_of(officer)
    form = {"present": PASSWORD, "new": NEW, "again": NEW}
    assert here.post(reverse("password"), form).status_code == 302
    assert here.get("/office").status_code == 200, "this session goes on"
    assert elsewhere.get("/office").status_code == 302, "the others end"
    locked = find_key(officer).locked
    assert lock_again(locked, NEW, "other") is not None
    assert lock_again(locked, PASSWORD, "other") is None
