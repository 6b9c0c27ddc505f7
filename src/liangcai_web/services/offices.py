"""Assessment organisations and the accounts that work in them.

In: names and roles. Out: rows. Follows: least privilege; one account one person; two people where two are needed.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from liangcai_host import clock
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.officer_keys import ensure_key


def found_organisation(*, name: str, name_en: str, code: str, province: str, site: str) -> Organisation:
    """An organisation by its code, made if it is not there."""
    organisation, _ = Organisation.objects.get_or_create(
        code=code, site=site, defaults={"name": name, "name_en": name_en, "province": province}
    )
    return organisation


@transaction.atomic
def open_account(organisation: Organisation, username: str, password: str | None, *roles: str) -> AbstractUser:
    """An account with roles in an organisation; without a password nobody can sign in with it."""
    users = get_user_model()
    user, made = users.objects.get_or_create(username=username)
    if made:
        user.set_password(password)
        user.save()
        if password and "officer" in roles:
            ensure_key(user, password, clock.now())
    for role in roles:
        Membership.objects.get_or_create(user=user, organisation=organisation, role=Membership.Role(role))
    return user


def list_accounts(organisation: Organisation, role: str) -> tuple[AbstractUser, ...]:
    """The accounts of a role, in the order in which they were opened."""
    memberships = Membership.objects.filter(organisation=organisation, role=role).select_related("user")
    return tuple(membership.user for membership in memberships.order_by("pk"))
