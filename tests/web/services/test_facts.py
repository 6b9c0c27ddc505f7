"""Facts are appended, chained, and never changed."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.facts import append_fact, find_break
from liangcai_web.services.payloads.base import DocumentKept
from liangcai_web.services.payloads.certificates import CertificateRevoked

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def office(code: str = "0001") -> Organisation:
    return found_organisation(name="示例中心", name_en="Example", code=code, province="00", site="000001")


def append(organisation: Organisation, count: int) -> None:
    for number in range(count):
        payload = DocumentKept(sha256=str(number), name="示例", kind="standard")
        append_fact(organisation, "standard_adopted", payload, now=NOW)


def test_facts_stand_in_one_line_and_the_chain_holds() -> None:
    organisation = office()
    append(organisation, 5)
    assert list(Fact.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    assert find_break(organisation) is None


def test_two_organisations_have_a_chain_each() -> None:
    first, second = office("0001"), office("0002")
    append(first, 2)
    append(second, 3)
    assert find_break(first) is find_break(second) is None
    assert Fact.objects.filter(organisation=second).first().position == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE records_fact SET payload = replace(payload, '\"2\"', '\"7\"') WHERE position = 3",
        "UPDATE records_fact SET kind = 'bank_adopted' WHERE position = 3",
        "UPDATE records_fact SET position = position + 100 WHERE position = 3",
        "DELETE FROM records_fact WHERE position = 3",
    ],
)
def test_a_change_from_outside_breaks_the_chain_at_its_place(tampering: str) -> None:
    organisation = office()
    append(organisation, 5)
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert find_break(organisation) == 3


def test_a_kept_fact_can_be_neither_edited_nor_deleted() -> None:
    organisation = office()
    append(organisation, 1)
    fact = Fact.objects.get()
    with pytest.raises(TypeError):
        fact.save()
    with pytest.raises(TypeError):
        fact.delete()


def test_the_database_keeps_what_needs_two_people_only_from_two_people() -> None:
    organisation = office()
    alone, other = (open_account(organisation, name, None, "officer") for name in ("alone", "other"))
    payload = CertificateRevoked(number="1", reason="示例")
    for actor, approver in ((alone, alone), (alone, None), (None, other), (None, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            append_fact(organisation, "certificate_revoked", payload, now=NOW, actor=actor, approver=approver)
    append_fact(organisation, "certificate_revoked", payload, now=NOW, actor=alone, approver=other)
    assert Fact.objects.count() == 1
