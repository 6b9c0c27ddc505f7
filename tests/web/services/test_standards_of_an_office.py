"""A standard that an organisation adopted is its own until a batch was announced on it."""

import pytest

from liangcai_host import clock
from liangcai_web.services.batches.state import open_batch
from liangcai_web.services.standards.opened import adopt_standard, list_standards
from tests.data import documents
from tests.web.cast import client_of, gather_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return gather_cast()


def keys(organisation=None):
    return {entry.key for entry in list_standards(organisation)}


def test_a_draft_is_seen_by_its_organisation_alone_until_a_batch_is_announced_on_it(cast):
    now, other = clock.now(), cast.stranger.memberships.first().organisation
    draft = adopt_standard(cast.office, documents.make_document().encode(), "draft.txt", now=now).value
    assert draft is not None
    assert draft.sha256 in keys(cast.office)
    assert draft.sha256 not in keys()
    assert draft.sha256 not in keys(other)
    assert draft.sha256 not in client_of(None).get("/standards").content.decode()
    assert draft.sha256 not in client_of(cast.stranger).get("/office/new").content.decode()
    assert draft.sha256 in client_of(cast.team.officer).get("/office/new").content.decode()
    opened = open_batch(cast.office, draft, title="批次", level="五级", direction=None, seed=1, starts_at=now, now=now)
    assert opened.value is not None, opened.findings
    assert draft.sha256 in keys() & keys(other)
