"""A home of its own for the tests that issue: keys and trust store begin empty."""

import pytest

from tests.web.public.certificates import issue_for_cast


@pytest.fixture
def credential(db, settings, tmp_path):
    """A certificate of a made-up candidate."""
    settings.HOME = tmp_path
    return issue_for_cast()
