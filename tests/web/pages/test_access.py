"""A page opens for the roles that it is for, and for nobody else."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from liangcai.findings import Message
from liangcai_web.pages.access import StaffRequest, list_homes, role_required
from liangcai_web.services.accounts.offices import found_organisation, open_account

pytestmark = pytest.mark.django_db


@role_required("officer", "authority")
def show_office(request: StaffRequest, name: str = "") -> HttpResponse:
    """A page for the exam office and the authority."""
    return HttpResponse(f"{request.organisation.name} {request.membership.role} {name}")


def ask(user):
    request = RequestFactory().get("/centre/batch?page=2")
    request.user = user
    return request


def account(*roles):
    office = found_organisation(name="测试评价机构", name_en="", code="0001", province="00", site="000001")
    return open_account(office, "staff-1", "made-up pass phrase", *roles)


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page():
    response = show_office(ask(AnonymousUser()))
    assert response.status_code == 302
    assert response.url == "/sign-in?next=/centre/batch%3Fpage%3D2"


def test_the_right_role_gets_the_page_with_its_organisation():
    response = show_office(ask(account("assessor", "officer")), name="甲")
    assert response.content.decode() == "测试评价机构 officer 甲"


def test_another_role_is_told_in_both_languages_who_may():
    with pytest.raises(PermissionDenied) as refused:
        show_office(ask(account("assessor")))
    said = refused.value.args[0]
    assert isinstance(said, Message)
    assert "考务人员" in said.zh
    assert "exam officer or authority" in said.en


def test_an_account_without_any_role_sees_nothing():
    user = get_user_model().objects.create_user("nobody", password="made-up pass phrase")
    with pytest.raises(PermissionDenied):
        show_office(ask(user))


def test_a_closed_account_sees_nothing():
    user = account("officer")
    user.is_active = False
    with pytest.raises(PermissionDenied):
        show_office(ask(user))


def test_homes_are_listed_only_for_the_roles_held():
    assert list_homes(ask(AnonymousUser())) == ()
    assert {home.role for home in list_homes(ask(account("officer")))} <= {"officer"}
