"""Personal data, apart from the facts and erasable; an ID number is kept encrypted and never in plain."""

import uuid

from django.db import models

from liangcai_web.records.organisations import Organisation


class Person(models.Model):
    """A person known to an organisation; facts hold the uuid only.

    ``id_number_sealed`` is AES-GCM ciphertext, ``id_number_index`` a keyed hash for look-up, ``id_number_tail`` the
    last four characters for display.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    id_number_sealed = models.TextField()
    id_number_index = models.CharField(max_length=80, db_index=True)
    id_number_tail = models.CharField(max_length=4)

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def masked_id_number(self) -> str:
        """The ID number as pages show it."""
        return "*" * 14 + self.id_number_tail
