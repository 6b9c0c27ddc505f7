"""Assessment organisations and the accounts that work in them.

In: names and roles. Out: rows. Follows: least privilege; one account one person; two people where two are needed.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from liangcai.credentials.number import IssuingOffice, format_number
from liangcai.findings import Finding, Message, Severity
from liangcai_host import clock
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.accounts.officer_keys import ensure_key
from liangcai_web.services.packs import certificate_pack

LONGEST = 120


def check_organisation(*, name: str, name_en: str, code: str, province: str, site: str) -> tuple[Finding, ...]:
    """What is wrong with an organisation that is to be; its codes are tried in the number of a certificate."""
    if not name.strip() or max(len(name), len(name_en)) > LONGEST:
        message = Message(f"机构名称不能为空，不超过 {LONGEST} 字。", f"Give a name of {LONGEST} characters at most.")
        return (Finding(rule="office.name", severity=Severity.ERROR, message=message),)
    pack = certificate_pack()
    office = IssuingOffice(office_class=pack.classes[0].code, organisation=code, province=province, site=site)
    return format_number(pack, office, next(iter(pack.levels)), clock.now().year, 1).findings


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
