"""The cast, with passwords that are quick to check; limits that begin anew; the shelf that the tests write to."""

from datetime import timedelta

import pytest

from liangcai_web.services.accounts import approvals
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.standards.opened import open_bundled
from tests.web.bank.shelf import KEY, LEVEL
from tests.web.cast import QUICK, client_of, gather_cast


@pytest.fixture
def cast(db, settings, monkeypatch):
    """Everybody of the fixed cast."""
    settings.PASSWORD_HASHERS = QUICK
    monkeypatch.setattr(approvals, "LIMIT", FailureLimit(8, timedelta(minutes=10)))
    return gather_cast()


@pytest.fixture
def shelf(cast):
    """The office's questions of one level."""
    return Shelf(organisation=cast.office, standard=open_bundled(KEY).standard, level=LEVEL)


@pytest.fixture
def client(cast):
    """The browser of one who writes questions."""
    return client_of(cast.authors[0])
