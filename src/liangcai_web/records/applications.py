"""Applications as they were typed, what proves them, and who judged them; all that is personal is sealed and erasable.

A version is never changed once it is handed in; facts name it by its hash. Erasing a person blanks what is sealed and
leaves the hashes, so that the facts still stand.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person

User = settings.AUTH_USER_MODEL


class Application(models.Model):
    """Somebody's application to a batch: a draft until a version is handed in, then versions one after the other.

    ``secret`` is the hash of what the applicant signs in with, blank where an office keeps the application; ``state``
    says for lists what the facts say.
    """

    class State(models.TextChoices):
        """Where an application stands."""

        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待审核"
        DISPUTED = "disputed", "待第三人裁定"
        RETURNED = "returned", "退回补正"
        ADMITTED = "admitted", "符合"
        REFUSED = "refused", "不符合"
        APPEALED = "appealed", "申诉中"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=20, unique=True)
    secret = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    machine = models.CharField(max_length=12, blank=True)
    draft = models.TextField(blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person"], condition=Q(person__isnull=False), name="one_application_a_person"
            )
        ]
        indexes = [models.Index(fields=["batch", "state"])]

    def __str__(self) -> str:
        return self.number


class ApplicationVersion(models.Model):
    """An application as it was handed in; ``by`` is the officer who typed it, None for the applicant."""

    class Source(models.TextChoices):
        """How it came in."""

        WEB = "web", "网上申报"
        OFFICE = "office", "窗口录入"
        LIST = "list", "集体报名"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source.choices)
    sealed = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["application", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.application_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new version; one that was handed in is never changed."""
        if not self._state.adding:
            raise TypeError("an application that was handed in is never changed")
        super().save(*args, **kwargs)


class EvidenceFile(models.Model):
    """A file that proves a section of an application, made anew by the sandbox and kept sealed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    section = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.section} {self.sha256[:12]}"


class Review(models.Model):
    """What one person found in a version: the first and the second reviewer, a third who settles, one for the appeal.

    Nobody has two of these places: what the constraints hold, no page can loosen.
    """

    class Place(models.IntegerChoices):
        """Whose word it is."""

        FIRST = 1, "初审"
        SECOND = 2, "复审"
        THIRD = 3, "裁定"
        APPEAL = 4, "申诉"

    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="reviews")
    place = models.PositiveSmallIntegerField(choices=Place.choices)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    admitted = models.BooleanField()
    findings = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(fields=["version", "reviewer"], name="reviews_are_of_different_people"),
            models.UniqueConstraint(fields=["version", "place"], name="one_review_a_place"),
            models.CheckConstraint(condition=Q(place__in=(1, 2, 3, 4)), name="a_review_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.place}"


class Request(models.Model):
    """What a reviewer asks an applicant for before the application goes on."""

    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="requests")
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"request on {self.version_id}"


class Appeal(models.Model):
    """An applicant's word against a refusal."""

    version = models.OneToOneField(ApplicationVersion, on_delete=models.PROTECT, related_name="appeal")
    sealed = models.TextField(blank=True)
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appeal on {self.version_id}"


class GroupList(models.Model):
    """A list of applicants as a file, sealed until it is taken in or left, then blanked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lists")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    rows = models.PositiveIntegerField(null=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"
