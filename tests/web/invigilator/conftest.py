"""The cast, with passwords that are quick to check, and limits that begin anew."""

from datetime import timedelta

import pytest

from liangcai_web.services.accounts import approvals
from liangcai_web.services.accounts.limits import FailureLimit
from tests.web.cast import QUICK, gather_cast


@pytest.fixture
def cast(db, settings, monkeypatch):
    """Everybody of the fixed cast."""
    settings.PASSWORD_HASHERS = QUICK
    monkeypatch.setattr(approvals, "LIMIT", FailureLimit(8, timedelta(minutes=10)))
    return gather_cast()
