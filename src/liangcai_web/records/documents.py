"""Documents as bytes with their hash: standards, banks, blueprints, forms, plans. Never changed once kept."""

from django.db import models

from liangcai_web.records.organisations import Organisation


class Document(models.Model):
    """A document that an organisation has adopted; whatever is decided names its hash."""

    class Kind(models.TextChoices):
        """What the bytes are."""

        STANDARD = "standard", "职业标准"
        NOTICE = "notice", "职业信息通知"
        BANK = "bank", "题库"
        BLUEPRINT = "blueprint", "命题蓝图"
        FORMS = "forms", "试卷"
        OUTLINE = "outline", "试卷概要"
        CONFORMITY = "conformity", "试卷符合性报告"
        PRACTICAL = "practical", "实操试卷"
        PLAN = "plan", "考场安排"
        QUESTIONS = "questions", "试题文件"
        REVIEW = "review", "评审题单"
        PICTURE = "picture", "试题图片"
        EVIDENCE = "evidence", "工位证据"
        BENCH_REPORT = "bench_report", "工位报告"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=16, blank=True)
    edition = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "sha256"], name="one_document_once")]
        indexes = [models.Index(fields=["kind", "code", "edition"])]

    def __str__(self) -> str:
        return f"{self.title or self.name} ({self.sha256[:12]})"
