"""Serials without a gap: of certificate numbers, and of places in the list of revocations.

In: an organisation, a level, a year. Out: numbers by its rule pack; what is wrong with those that were given. Follows:
a serial is given by the transaction that keeps what bears it, so that whatever breaks off gives none.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Max

from liangcai.credentials.number import IssuingOffice, check_sequence, format_number, read_number, scope_of
from liangcai.credentials.pack import CertificatePack
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.credentials import Counter, Credential
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.packs import CERTIFICATE_PACKS, certificate_pack

STATUS = "status"


@dataclass
class Serials:
    """The serials that one transaction gives; it holds the turn of all organisations, and ends with ``keep``."""

    last: dict[str, int] = field(default_factory=dict)

    def next(self, scope: str) -> int:
        """The serial that is next in a scope; it is given once it is taken."""
        if scope not in self.last:
            known = Counter.objects.filter(scope=scope).values_list("last", flat=True).first()
            self.last[scope] = find_last(scope) if known is None else known
        return self.last[scope] + 1

    def take(self, scope: str) -> int:
        """Give the next serial."""
        self.last[scope] = self.next(scope)
        return self.last[scope]

    def keep(self) -> None:
        """Note how far each scope has come."""
        for scope, last in self.last.items():
            Counter.objects.update_or_create(scope=scope, defaults={"last": last})


def find_last(scope: str) -> int:
    """The last serial of a scope that nobody counted yet, from the certificates themselves."""
    if scope == STATUS:
        last = Credential.objects.aggregate(last=Max("status_index"))["last"]
        return 0 if last is None else int(last) + 1
    return find_highest(tuple(list_numbers())).get(scope, 0)


def pack_of(organisation: Organisation) -> CertificatePack:
    """The rule pack by which an organisation issues."""
    return certificate_pack(organisation.certificate_pack)


def office_of(organisation: Organisation) -> IssuingOffice:
    """An organisation as its numbers say it."""
    return IssuingOffice(
        office_class=organisation.office_class,
        organisation=organisation.code,
        province=organisation.province,
        site=organisation.site,
    )


def find_scope(organisation: Organisation, level: str, year: int) -> Result[str | None]:
    """The scope in which the next number of a level and year counts; findings where the codes make no number."""
    pack = pack_of(organisation)
    first = format_number(pack, office_of(organisation), level, year, 1)
    return Result(f"{pack.id} {scope_of(pack, first.value)}" if first.value else None, first.findings)


def propose_number(organisation: Organisation, level: str, year: int, serials: Serials) -> Result[str | None]:
    """The next number of a level and year; it is given once its scope is taken."""
    scope = find_scope(organisation, level, year)
    if scope.value is None:
        return Result(None, scope.findings)
    return format_number(pack_of(organisation), office_of(organisation), level, year, serials.next(scope.value))


def check_numbers() -> tuple[Finding, ...]:
    """What is wrong with all the numbers that this installation gave, and with its counters."""
    given = tuple(list_numbers())
    sorted_out = sort_by_pack(given).items()
    findings = [one for name, numbers in sorted_out for one in check_sequence(certificate_pack(name), numbers)]
    return (*findings, *check_counters(given), *check_places())


def list_numbers() -> Iterator[tuple[str, str]]:
    """Every number once, with the rule pack that its organisation has now."""
    rows = Credential.objects.filter(copy=1).order_by("number")
    yield from rows.values_list("number", "candidate__batch__organisation__certificate_pack").iterator()


def sort_by_pack(given: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Numbers by the name of the rule pack that made them: an organisation may have chosen another since."""
    sorted_out = defaultdict[str, list[str]](list)
    for number, name in given:
        names = (name, *CERTIFICATE_PACKS)
        made_by = next((one for one in names if read_number(certificate_pack(one), number).value), name)
        sorted_out[made_by].append(number)
    return sorted_out


def check_counters(given: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """Counters that do not stand at the last serial that was given."""
    highest = find_highest(given)
    for scope, last in Counter.objects.exclude(scope=STATUS).values_list("scope", "last"):
        if last != highest.pop(scope, 0):
            yield _say("counter", f"{scope}：计数器与证书不符。", f"{scope}: the counter is not where it ought to be.")
    for scope in highest:
        yield _say("counter", f"{scope}：没有计数器。", f"{scope}: there is no counter.")


def find_highest(given: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """The highest serial of each scope."""
    highest = defaultdict[str, int](int)
    for name, numbers in sort_by_pack(given).items():
        pack = certificate_pack(name)
        for number in numbers:
            read = read_number(pack, number).value
            if read is not None:
                scope = f"{pack.id} {scope_of(pack, number)}"
                highest[scope] = max(highest[scope], read.serial)
    return highest


def check_places() -> Iterator[Finding]:
    """Places in the list of revocations that were left out."""
    places = Credential.objects.order_by("status_index").values_list("status_index", flat=True)
    left_out = [wanted for wanted, place in enumerate(places.iterator()) if wanted != place]
    if left_out:
        first = left_out[0]
        yield _say(
            "status-gap",
            f"撤销名单的序号从 {first} 起不连续。",
            f"Places in the list of revocations: {first} left out.",
        )


def _say(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"certificate.{rule}", severity=Severity.ERROR, message=Message(zh, en))
