"""People as an organisation knows them: names apart from facts, ID numbers encrypted.

In: a name and an ID number. Out: rows of ``Person``. Follows: the house on privacy: ciphertext bound to its row, a
blind index for look-up, the last four for display.
"""

import uuid
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from liangcai.eligibility.identity_number import check_character
from liangcai.findings import Finding, Message, Severity
from liangcai_host.keys.fields import (
    FieldKeys,
    encrypt_id_number,
    index_id_number,
    load_field_keys,
    normalise_id_number,
)
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person

ID_NUMBER = "application.id_number"


@cache
def field_keys() -> FieldKeys:
    """The keys of this installation for fields."""
    return load_field_keys(settings.HOME)


def make_person(organisation: Organisation, name: str, id_number: str) -> Person:
    """A row for a person, not yet kept."""
    identity = uuid.uuid4()
    keys = field_keys()
    return Person(
        uuid=identity,
        organisation=organisation,
        name=name,
        id_number_sealed=encrypt_id_number(keys, id_number, str(identity)),
        id_number_index=index_id_number(keys, id_number),
        id_number_tail=normalise_id_number(id_number)[-4:],
    )


def keep_people(organisation: Organisation, people: Iterable[tuple[str, str]]) -> tuple[Person, ...]:
    """Keep people, given as name and ID number, in one go."""
    rows = [make_person(organisation, name, id_number) for name, id_number in people]
    return tuple(Person.objects.bulk_create(rows))


def has_id_number(person: Person, id_number: str) -> bool:
    """Whether an ID number as typed is this person's."""
    return person.id_number_index == index_id_number(field_keys(), id_number)


def check_number(id_number: str) -> tuple[Finding, ...]:
    """What is wrong with an ID number: a resident's has a check character, other documents have none."""
    number = normalise_id_number(id_number)
    if len(number) != 18 or not number[:17].isdigit() or check_character(number[:17]) == number[17]:
        return ()
    return (
        Finding(
            rule=ID_NUMBER,
            severity=Severity.ERROR,
            message=Message("身份证号码的校验位不符。", "The check digit of the ID number does not fit."),
            remedy=Message("请对照证件，可能有一位输错。", "Compare with the document: one character may be mistyped."),
        ),
    )
