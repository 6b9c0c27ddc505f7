"""Every page of a batch with nobody in it and with sixty people, in both languages."""

import pytest
from django.urls import reverse

from tests.web.cast import announce, client_of, travel

PAGES = (
    "office-batch",
    "office-applications",
    "office-application",
    "office-papers",
    "office-access",
    "office-seal",
    "office-rooms",
    "office-replan",
    "office-needs",
    "office-documents",
    "office-sitting",
    "office-seats",
    "office-late",
    "office-marking",
    "office-decisions",
    "office-statistics",
    "office-certificates",
    "office-facts",
)


def open_all(user, batch):
    client = client_of(user)
    return {
        (name, lang): client.get(reverse(name, args=[batch.uuid]) + f"?lang={lang}&page={page}", follow=True)
        for name in PAGES
        for lang in ("zh", "en")
        for page in (1, 99)
    }


def test_all_pages_open_with_nobody(cast):
    responses = open_all(cast.team.officer, announce(cast))
    assert {response.status_code for response in responses.values()} == {200}


@pytest.mark.slow
def test_all_pages_open_with_sixty_people_and_long_lists_are_paged(cast):
    batch = travel(cast, 60).batch
    responses = open_all(cast.team.officer, batch)
    assert {response.status_code for response in responses.values()} == {200}
    client = client_of(cast.team.officer)
    applications = client.get(reverse("office-applications", args=[batch.uuid])).content.decode()
    assert applications.count("<details>") == 50
    assert 'rel="next"' in applications
    facts = client.get(reverse("office-facts", args=[batch.uuid]) + "?page=2").content.decode()
    assert 'rel="prev"' in facts
