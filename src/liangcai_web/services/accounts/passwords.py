"""Passwords that people choose themselves: at the first sign-in, and later.

In: a name and a code, or the present password; the new one. Out: the account, or findings. Follows: OWASP ASVS 5.0
6.2 (at least twelve characters, none of the common ones, no rules of composition); tries are limited by name; the key
to the papers moves under the new password with its owner.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.db import transaction

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.officers import lock_again
from liangcai_host.keys.phrases import is_phrase
from liangcai_web.records.invitations import Invitation
from liangcai_web.services.accounts.approvals import check_login
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.accounts.numbers import read_code
from liangcai_web.services.accounts.officer_keys import find_key

LIMIT = FailureLimit(8, timedelta(minutes=10))
LEAST, MOST = 12, 128
RULES = (
    MinimumLengthValidator(LEAST),
    CommonPasswordValidator(),
    NumericPasswordValidator(),
    UserAttributeSimilarityValidator(user_attributes=("username", "first_name")),
)
SAID = {
    "password_too_short": Message(
        f"密码至少 {LEAST} 个字符，可以是一句话。", f"Take {LEAST} characters or more; a sentence will do."
    ),
    "password_too_common": Message(
        "这个密码太常见，容易被猜中。", "This password is too common: it is easily guessed."
    ),
    "password_entirely_numeric": Message("密码不能全是数字。", "A password is not all digits."),
    "password_too_similar": Message("密码与姓名或用户名太像。", "The password is too much like the name."),
}


def check_new(account: User | None, password: str, again: str) -> tuple[Finding, ...]:
    """What is wrong with a password that is to be."""
    if len(password) > MOST:
        return (refuse("new", f"密码不超过 {MOST} 个字符。", f"{MOST} characters at most."),)
    try:
        validate_password(password, account, RULES)
    except ValidationError as error:
        message = next((SAID[one.code] for one in error.error_list if one.code in SAID), SAID["password_too_common"])
        return (Finding(rule="password.new", severity=Severity.ERROR, message=message),)
    if password != again:
        return (refuse("again", "两次输入不一样。", "The two are not the same."),)
    return ()


def accept_invitation(username: str, code: str, password: str, again: str, now: datetime) -> Result[User | None]:
    """Choose the first password, or another after it was lost; the code is good once."""
    name = username.strip().casefold()[:150]
    if not LIMIT.allows(name, now):
        return Result(
            None,
            (refuse("code", "错误次数过多，请 10 分钟后再试。", "Too many wrong tries: please wait ten minutes."),),
        )
    found = Invitation.objects.filter(user__username=name, user__is_active=True).select_related("user").first()
    if found is None or not is_phrase(found.secret, read_code(code)):
        LIMIT.note(name, now)
        return Result(
            None, (refuse("code", "用户名或邀请码不对，或已用过。", "User name or code is not right, or was used."),)
        )
    if found.expires_at < now:
        zh, en = "邀请码已过期，请两位考务人员重发。", "The code has expired: ask two officers for another."
        return Result(None, (refuse("code", zh, en),))
    account = User.objects.get(pk=found.user_id)
    findings = check_new(account, password, again)
    if findings:
        return Result(None, findings)
    with transaction.atomic():
        # Two who type the same code at once: one of them finds the row.
        if not Invitation.objects.filter(pk=found.pk, secret=found.secret).delete()[0]:
            return Result(None, (refuse("code", "邀请码已用过。", "The code was used."),))
        account.set_password(password)
        account.save(update_fields=["password"])
    return Result(account)


def change_password(account: User, present: str, password: str, again: str, now: datetime) -> tuple[Finding, ...]:
    """Another password; the key to the papers, if it stood behind the old one, stands behind the new one."""
    wrong = check_login(account.get_username(), present, now, "password.present")
    findings = ((wrong,) if wrong else ()) + check_new(account, password, again)
    if findings:
        return findings
    with transaction.atomic():
        kept = find_key(account)
        locked = lock_again(kept.locked, present, password) if kept else None
        if kept is not None and locked is not None:
            kept.locked = locked
            kept.save(update_fields=["locked"])
        account.set_password(password)
        account.save(update_fields=["password"])
    return ()


def refuse(field: str, zh: str, en: str) -> Finding:
    """What is wrong, under the name of the field where it was typed."""
    return Finding(rule=f"password.{field}", severity=Severity.ERROR, message=Message(zh, en))
