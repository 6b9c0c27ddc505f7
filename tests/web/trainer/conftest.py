"""A school with its class, quick passwords, keys of its own."""

from datetime import timedelta

import pytest

from liangcai_web.services.accounts import approvals
from liangcai_web.services.accounts.limits import FailureLimit
from tests.web.cast import QUICK
from tests.web.trainer.school import open_school


@pytest.fixture
def school(db, settings, monkeypatch, tmp_path):
    """A school with two trainers and a class in the past, nobody counted yet."""
    settings.PASSWORD_HASHERS = QUICK
    settings.HOME = tmp_path
    monkeypatch.setattr(approvals, "LIMIT", FailureLimit(8, timedelta(minutes=10)))
    return open_school()
