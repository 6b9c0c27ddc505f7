"""How a sitting is entered: password of the room, networks of the rooms, Safe Exam Browser. Without a row, by none."""

from django.db import models

from liangcai_web.records.batches import Batch


class SittingAccess(models.Model):
    """The rules of entry of a batch; the password is kept as a hash, ``start_url`` is empty without the browser.

    ``networks`` has a line a room (``room: network, network``); ``*`` is every room that has no line of its own.
    """

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="access")
    room_password = models.TextField(blank=True)
    networks = models.TextField(blank=True)
    refuses_outside = models.BooleanField(default=False)
    start_url = models.CharField(max_length=300, blank=True)
    quit_hash = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(default=bytes)
    exam_keys = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"access of {self.batch_id}"
