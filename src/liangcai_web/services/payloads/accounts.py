"""What the facts about accounts say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write. Follows: an account is named by its number; names of people are
personal data and stand in the account itself. What whoever runs the machine does is of the same shape, its kind begins
with ``operator_``.
"""

from liangcai_web.services.payloads.base import Payload


class AccountOpened(Payload, frozen=True, kw_only=True):
    """``account_opened``: with these roles."""

    account: int
    roles: tuple[str, ...]


class RolesChanged(Payload, frozen=True, kw_only=True):
    """``roles_changed``: the roles of an account from now on, and before; none closes it."""

    account: int
    roles: tuple[str, ...]
    before: tuple[str, ...]


class AccountInvited(Payload, frozen=True, kw_only=True):
    """``account_invited``: the old password is void, the owner chooses another by a new code."""

    account: int
