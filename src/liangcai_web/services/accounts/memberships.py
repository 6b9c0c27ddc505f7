"""Which roles an account has, and where.

In: a signed-in user. Out: rows of ``Membership``. Follows: nothing is allowed that a role does not need.
"""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from liangcai_web.records.organisations import Membership


def list_memberships(user: AbstractBaseUser | AnonymousUser) -> tuple[Membership, ...]:
    """The memberships of an account, oldest first; none for someone who is not signed in."""
    if not user.is_authenticated or not user.is_active:
        return ()
    found = Membership.objects.filter(user_id=user.pk).select_related("organisation")
    return tuple(found.order_by("pk"))
