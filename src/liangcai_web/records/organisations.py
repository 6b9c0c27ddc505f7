"""Who runs examinations, and which account may do what there."""

import uuid

from django.conf import settings
from django.db import models


class Organisation(models.Model):
    """An assessment organisation (评价机构); the codes are parts of its certificate numbers.

    ``office_class`` is one of the classes of its rule pack of certificates, which ``certificate_pack`` names.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    code = models.CharField(max_length=4)
    province = models.CharField(max_length=2)
    site = models.CharField(max_length=6)
    office_class = models.CharField(max_length=1, default="S")
    certificate_pack = models.CharField(max_length=32, default="certificate")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """The role of an account in an organisation; one account may hold several."""

    class Role(models.TextChoices):
        """What an account does; nothing is allowed that its role does not need."""

        OFFICER = "officer", "考务人员"
        ASSESSOR = "assessor", "考评员"
        INVIGILATOR = "invigilator", "监考人员"
        AUTHORITY = "authority", "主管部门"
        AUTHOR = "author", "命题人员"
        SCREENER = "screener", "资格审核人员"
        TRAINER = "trainer", "培训人员"
        SUPERVISOR = "supervisor", "督导人员"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
