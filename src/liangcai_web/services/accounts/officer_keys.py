"""The keys of officers: made when a pass phrase is first at hand, kept behind it, and behind a code for the safe.

In: an account, what its owner types. Out: rows of ``OfficerKey``, findings. Follows: the pass phrase is the one that
the owner signs in with, so that there is nothing else to carry; nobody but the owner can open the key.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.officers import clean_code, draw_code, lock_again, make_key_pair
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.seals import OfficerKey

PASSWORD, CODE = "approval.password", "approval.code"  # names of fields


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """A person at the desk, with what only they know; ``field`` is where they typed it."""

    user: AbstractBaseUser
    phrase: str
    field: str = PASSWORD

    def __repr__(self) -> str:
        """Nothing that a log could keep."""
        return f"Hand({self.user.pk})"


def ensure_key(user: AbstractBaseUser, phrase: str, now: datetime) -> OfficerKey:
    """The key of an officer; made if there is none."""
    kept = find_key(user)
    return kept or renew_key(user, phrase, now)


def renew_key(user: AbstractBaseUser, phrase: str, now: datetime) -> OfficerKey:
    """A new key in place of the old one: shares that were sealed for the old one are lost to this officer."""
    pair = make_key_pair(phrase)
    kept, _ = OfficerKey.objects.update_or_create(
        user_id=user.pk, defaults={"public": pair.public, "locked": pair.locked, "recovery": "", "made_at": now}
    )
    return kept


def find_key(user: AbstractBaseUser) -> OfficerKey | None:
    """The key of an account, or None."""
    return OfficerKey.objects.filter(user_id=user.pk).first()


def holds_officer_role(user: AbstractBaseUser) -> bool:
    """Whether an account is an officer's anywhere."""
    return Membership.objects.filter(user_id=user.pk, role=Membership.Role.OFFICER).exists()


def list_keys(organisation: Organisation) -> tuple[OfficerKey, ...]:
    """The keys of the officers of an organisation who may sign in, oldest account first."""
    members = Membership.objects.filter(organisation=organisation, role=Membership.Role.OFFICER, user__is_active=True)
    keys = OfficerKey.objects.filter(user__in=members.values("user")).select_related("user")
    return tuple(keys.order_by("user_id"))


def write_recovery(hand: Hand) -> Result[str | None]:
    """A code that opens the key when the pass phrase is forgotten: shown once, to be kept in an envelope."""
    kept = find_key(hand.user)
    if kept is None:
        return Result(None, (no_key(),))
    code = draw_code()
    locked = lock_again(kept.locked, hand.phrase, code)
    if locked is None:
        return Result(None, (wrong_phrase(hand.field),))
    kept.recovery = locked
    kept.save(update_fields=["recovery"])
    return Result(code)


def restore_key(hand: Hand, code: str) -> Finding | None:
    """Put a key behind the present pass phrase by its code; what is wrong, or None."""
    kept = find_key(hand.user)
    if kept is None:
        return no_key()
    locked = lock_again(kept.recovery, clean_code(code), hand.phrase) if kept.recovery else None
    if locked is None:
        return say(CODE, "恢复码不对，或没有生成过恢复码。", "The code is not right, or there never was one.")
    kept.locked = locked
    kept.save(update_fields=["locked"])
    return None


def no_key() -> Finding:
    """An account without a key."""
    return say(
        PASSWORD, "这个账户还没有钥匙：重新登录一次即可生成。", "This account has no key yet: sign in once more."
    )


def wrong_phrase(field: str) -> Finding:
    """The key stands behind another pass phrase."""
    zh = "试卷钥匙在另一个口令之下（改过密码？）。请在「我的钥匙」页用恢复码换到现在的密码，或换一位考务人员。"
    en = (
        "The paper key is behind another pass phrase (was the password changed?). "
        "Put it behind the present one by its recovery code, or let another officer act."
    )
    return say(field, zh, en)


def say(rule: str, zh: str, en: str) -> Finding:
    """What is wrong, under the name of the field where it was typed."""
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en))
