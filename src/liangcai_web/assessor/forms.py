"""Signing a sheet: the assessor shows again who they are.

In: a password. Out: a cleaned form. Follows: OWASP ASVS 7.5.3; each assessor signs their own sheet.
"""

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.forms import SpokenForm


class SignForm(SpokenForm):
    """The password, typed once more."""

    labels = {"password": Message("您的密码（签署时再输一次）", "Your password (once more, to sign)")}
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False)
