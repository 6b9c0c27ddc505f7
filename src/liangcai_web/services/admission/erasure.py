"""What is personal in an application, blanked; hashes and facts stay.

In: an application. Out: rows without content. Follows: the house on privacy: personal data stand in erasable tables;
a fact that names a version by its salted hash stands when nobody can read the version any more.
"""

import msgspec
from django.db import transaction

from liangcai_web.records.applications import Appeal, Request, Review
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.services.admission.review import Opinion


def erase_application(row: ApplicationRow) -> None:
    """Blank the draft, every version, every proof, the appeal, and the words of those who reviewed."""
    erase_files(row)
    of_row = {"version__application": row}
    with transaction.atomic():
        row.draft = row.secret = ""
        row.save(update_fields=["draft", "secret"])
        row.versions.update(sealed="")
        Arrangement.objects.filter(batch=row.batch, person=row.person).delete()
        Appeal.objects.filter(**of_row).update(sealed="")
        Request.objects.filter(**of_row).update(text="")
        for review in Review.objects.filter(**of_row):
            bare = Opinion(admitted=review.admitted, judgements=())
            Review.objects.filter(pk=review.pk).update(findings=msgspec.json.encode(bare).decode())


def erase_files(row: ApplicationRow) -> None:
    """Blank every proof."""
    row.files.update(content=b"", name="", size=0)
