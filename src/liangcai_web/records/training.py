"""Classes of training: who teaches, who learns, when and where; the proofs of hours that came of them.

Attendance stands in facts, newest word on a session first; a class belongs to the organisation that trains, and its
people are that organisation's own rows.
"""

import uuid

from django.conf import settings
from django.db import models

from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person

User = settings.AUTH_USER_MODEL


class TrainingClass(models.Model):
    """A class (培训班) for a level and direction of a standard, from its first to its last day.

    ``theory_has`` and ``practice_has`` are what the school says of its places, in the words of clause 1.8.3, a line a
    word.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="classes")
    standard = models.ForeignKey(Document, on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    level = models.CharField(max_length=16)
    direction = models.CharField(max_length=40, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    theory_place = models.CharField(max_length=120, blank=True)
    theory_has = models.TextField(blank=True)
    practice_place = models.CharField(max_length=120, blank=True)
    practice_has = models.TextField(blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-first_day", "pk"]

    def __str__(self) -> str:
        return self.title


class ClassTeacher(models.Model):
    """A teacher of a class, with what shows that they may teach it (clause 1.8.2); ``account`` where they sign in."""

    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="teachers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="taught")
    level = models.CharField(max_length=16, blank=True)
    title_grade = models.CharField(max_length=8, blank=True)
    qualified = models.BooleanField(null=True)

    class Meta:
        ordering = ["training", "pk"]
        constraints = [models.UniqueConstraint(fields=["training", "person"], name="one_teacher_once_a_class")]

    def __str__(self) -> str:
        return f"{self.training_id} {self.person_id}"


class ClassSession(models.Model):
    """A meeting of a class: which function of the standard, theory or practice, for how many standard hours."""

    class Kind(models.TextChoices):
        """What is done in it."""

        THEORY = "theory", "理论"
        PRACTICE = "practice", "实操"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    teacher = models.ForeignKey(ClassTeacher, on_delete=models.PROTECT, related_name="sessions")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["training", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["training", "number"], name="one_number_a_session"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_session_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.training_id} #{self.number}"


class Trainee(models.Model):
    """Somebody who is enrolled in a class."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    training = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="trainees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trainings")
    number = models.PositiveSmallIntegerField()
    enrolled_at = models.DateTimeField()

    class Meta:
        ordering = ["training", "number"]
        constraints = [
            models.UniqueConstraint(fields=["training", "person"], name="one_trainee_once_a_class"),
            models.UniqueConstraint(fields=["training", "number"], name="one_number_a_trainee"),
        ]

    def __str__(self) -> str:
        return f"{self.training_id} #{self.number}"


class TrainingProof(models.Model):
    """A proof of hours (培训学时证明) as it was signed, sealed; two people stand in the fact that names its hash."""

    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="proofs")
    number = models.CharField(max_length=24, unique=True)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee"], condition=models.Q(withdrawn_at__isnull=True), name="one_standing_proof_a_trainee"
            )
        ]

    def __str__(self) -> str:
        return self.number
