"""A restored installation, scored again in a process that knows nothing of the first.

In: its home, the attempt that was being saved while the backup was made. Out: a line of JSON.
"""

import json
import sys
from pathlib import Path

from liangcai_cli.site import open_site


def main(home: Path, attempt: str) -> None:
    """Score all published papers; open an ID number with the restored keys; list what the saver had saved."""
    open_site(home)
    from bench.proofs.rescore import score_again
    from liangcai_web.records.batches import Batch
    from liangcai_web.records.facts import Fact
    from liangcai_web.records.people import Person
    from liangcai_web.services.people import has_id_number
    from liangcai_web.services.sittings.journal import open_journal

    # Other proofs of the same run leave batches without papers; how many papers there must be, the caller knows.
    batches = Batch.objects.filter(uuid__in=Fact.objects.filter(kind="forms_assembled").values("batch")).order_by("pk")
    found = [score_again(batch) for batch in batches]
    faults = [fault for one in found for fault in one.faults]
    report = open_journal().verify()
    faults += [f"the chain of the journal breaks at {fault.position}" for fault in report.faults]
    person = Person.objects.first()
    if person is None or not opens(home, person) or has_id_number(person, "000000000000000000"):
        faults.append("the restored keys do not open an ID number")
    said = {
        "papers": sum(one.papers for one in found),
        "responses": sum(one.responses for one in found),
        "events": report.events,
        "faults": faults[:50],
        "saved": [event.client_id for event in open_journal().read(attempt)],
    }
    sys.stdout.write(json.dumps(said) + "\n")


def opens(home: Path, person: object) -> bool:
    """Whether the ID number of a person can be read, and is found again by its index."""
    from liangcai_host.keys.fields import FieldError, decrypt_id_number, load_field_keys
    from liangcai_web.records.people import Person
    from liangcai_web.services.people import has_id_number

    assert isinstance(person, Person)
    try:
        number = decrypt_id_number(load_field_keys(home), person.id_number_sealed, str(person.uuid))
    except FieldError:
        return False
    return has_id_number(person, number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
