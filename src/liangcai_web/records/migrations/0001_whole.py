import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # A first start makes each table once, as it is in the end (decision 0074); what began earlier goes the steps that it replaces.
    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_results"),
        ("records", "0003_asked"),
        ("records", "0004_benches"),
    ]

    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("code", models.CharField(max_length=4)),
                ("province", models.CharField(max_length=2)),
                ("site", models.CharField(max_length=6)),
                ("certificate_pack", models.CharField(default="certificate", max_length=32)),
                ("office_class", models.CharField(default="S", max_length=1)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("standard", "职业标准"),
                            ("notice", "职业信息通知"),
                            ("bank", "题库"),
                            ("blueprint", "命题蓝图"),
                            ("forms", "试卷"),
                            ("outline", "试卷概要"),
                            ("conformity", "试卷符合性报告"),
                            ("practical", "实操试卷"),
                            ("plan", "考场安排"),
                            ("questions", "试题文件"),
                            ("review", "评审题单"),
                            ("picture", "试题图片"),
                            ("evidence", "工位证据"),
                            ("bench_report", "工位报告"),
                        ],
                        max_length=16,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("code", models.CharField(blank=True, max_length=16)),
                ("edition", models.CharField(blank=True, max_length=8)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("content", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "code", "edition"], name="records_doc_kind_5b4230_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "kind", "sha256"), name="one_document_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("level", models.CharField(max_length=16)),
                ("direction", models.CharField(blank=True, max_length=40)),
                ("people", models.PositiveIntegerField()),
                ("site", models.CharField(blank=True, max_length=80)),
                ("kept_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="records.organisation",
                    ),
                ),
                ("standard", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.document")),
            ],
            options={
                "ordering": ["year", "month", "pk"],
                "indexes": [models.Index(fields=["organisation", "year"], name="records_pla_organis_cc2706_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="a_month_is_one_of_twelve"
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="a_plan_is_for_people"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("level", models.CharField(max_length=16)),
                ("direction", models.CharField(blank=True, max_length=40)),
                ("seed", models.BigIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("cut_off", models.DateField(blank=True, null=True)),
                ("apply_until", models.DateField(blank=True, null=True)),
                ("standard", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.document")),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
                (
                    "plan_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="records.planitem",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("id_number_sealed", models.TextField()),
                ("id_number_index", models.CharField(db_index=True, max_length=80)),
                ("id_number_tail", models.CharField(max_length=4)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("secret", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审核"),
                            ("disputed", "待第三人裁定"),
                            ("returned", "退回补正"),
                            ("admitted", "符合"),
                            ("refused", "不符合"),
                            ("appealed", "申诉中"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("machine", models.CharField(blank=True, max_length=12)),
                ("draft", models.TextField(blank=True)),
                ("kept_at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="records.batch"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["batch", "state"], name="records_app_batch_i_a8331f_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("batch", "person"),
                        name="one_application_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[("web", "网上申报"), ("office", "窗口录入"), ("list", "集体报名")], max_length=8
                    ),
                ),
                ("sealed", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="records.application"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["application", "number"],
                "constraints": [models.UniqueConstraint(fields=("application", "number"), name="one_version_a_number")],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(blank=True)),
                ("filed_at", models.DateTimeField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="records.applicationversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Archive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "制作中"), ("made", "已归档"), ("stopped", "已停止")],
                        default="making",
                        max_length=8,
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
                ("key", models.TextField(blank=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("entries", models.TextField(default="[]")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="archives", to="records.batch"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "making")), fields=("batch",), name="one_archive_at_work"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("begun_by")), _negated=True),
                        name="an_archive_is_made_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("serial", models.PositiveIntegerField()),
                ("ticket_number", models.CharField(max_length=24, unique=True)),
                ("room", models.CharField(blank=True, max_length=80)),
                ("starts_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("seat", models.PositiveSmallIntegerField(null=True)),
                ("form", models.CharField(blank=True, max_length=4)),
                ("panel", models.PositiveSmallIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="records.batch"
                    ),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.person")),
            ],
            options={
                "ordering": ["batch", "serial"],
                "constraints": [models.UniqueConstraint(fields=("batch", "serial"), name="one_serial_once")],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=32)),
                ("status_index", models.PositiveIntegerField(unique=True)),
                ("file", models.BinaryField()),
                ("token", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credentials", to="records.candidate"
                    ),
                ),
                ("copy", models.PositiveSmallIntegerField(default=1)),
                (
                    "how",
                    models.CharField(
                        choices=[("first", "签发"), ("corrected", "更正换发"), ("lost", "补发")],
                        default="first",
                        max_length=12,
                    ),
                ),
                ("jwt", models.TextField(default="")),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="records.credential",
                    ),
                ),
            ],
            options={
                "ordering": ["number", "copy"],
                "constraints": [
                    models.UniqueConstraint(fields=("number", "copy"), name="one_certificate_a_number_and_copy"),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("candidate",),
                        name="one_first_certificate_a_candidate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "first"), ("replaces", None)),
                            models.Q(
                                models.Q(("replaces", None), _negated=True), models.Q(("how", "first"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_certificate_is_first_or_replaces_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("content", models.TextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "subject"), name="one_draft_a_subject")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("section", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=32)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="records.application"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public", models.CharField(max_length=64)),
                ("locked", models.TextField()),
                ("recovery", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer_key",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "考务人员"),
                            ("assessor", "考评员"),
                            ("invigilator", "监考人员"),
                            ("authority", "主管部门"),
                            ("author", "命题人员"),
                            ("screener", "资格审核人员"),
                            ("trainer", "培训人员"),
                            ("supervisor", "督导人员"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="records.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "organisation", "role"), name="one_role_once")],
            },
        ),
        migrations.CreateModel(
            name="GroupList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField(default=bytes)),
                ("rows", models.PositiveIntegerField(null=True)),
                ("kept_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="records.batch"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("schema", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("batch", models.UUIDField(blank=True, null=True)),
                ("subject", models.UUIDField(blank=True, null=True)),
                ("payload", models.TextField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
            options={
                "ordering": ["organisation", "position"],
                "indexes": [
                    models.Index(fields=["batch", "kind"], name="records_fac_batch_a0e2d6_idx"),
                    models.Index(fields=["subject", "kind"], name="records_fac_subject_dc75f1_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "position"), name="facts_stand_in_one_line"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            ("actor__isnull", True),
                            models.Q(("approver", models.F("actor")), _negated=True),
                            _connector="OR",
                        ),
                        name="approver_is_not_the_actor",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "room_record_signed")),
                        fields=("subject", "actor", "payload"),
                        name="nobody_signs_a_record_twice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "application_decided",
                                        "sitting_opened",
                                        "opening_time_set",
                                        "shares_dealt",
                                        "entry_allowed",
                                        "leaving_allowed",
                                        "late_counted",
                                        "exemplar_agreed",
                                        "review_prepared",
                                        "certificates_approved",
                                        "certificate_issued",
                                        "certificate_renewed",
                                        "certificate_resigned",
                                        "key_replaced",
                                        "batch_key_made",
                                        "batch_key_ended",
                                        "certificate_revoked",
                                        "batch_cancelled",
                                        "account_opened",
                                        "account_invited",
                                        "roles_changed",
                                        "training_proved",
                                        "training_proof_withdrawn",
                                        "person_erased",
                                        "person_exported",
                                        "leftovers_erased",
                                        "archive_made",
                                        "award_decided",
                                        "award_changed",
                                        "mark_changed",
                                        "marking_made_live",
                                        "results_posted",
                                        "petition_settled",
                                        "irregularity_withdrawn",
                                        "misconduct_decided",
                                        "misconduct_lifted",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("actor__isnull", False), ("approver__isnull", False)),
                            models.Q(("kind", "award_decided"), ("schema", 1)),
                            _connector="OR",
                        ),
                        name="some_facts_need_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind__in", ("theory_marked", "panel_decided", "review_decided", "award_decided"))
                        ),
                        fields=("subject", "kind"),
                        name="first_marks_are_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occupation", models.CharField(max_length=16)),
                ("edition", models.CharField(max_length=8)),
                ("level", models.CharField(max_length=16)),
                ("item_id", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("state", models.CharField(max_length=10)),
                ("exposures", models.PositiveIntegerField(default=0)),
                ("answers", models.PositiveIntegerField(default=0)),
                ("facility", models.FloatField(null=True)),
                ("discrimination", models.FloatField(null=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "occupation", "edition", "level", "item_id", "sha256"),
                        name="one_item_version_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=24)),
                ("person", models.UUIDField(blank=True, null=True)),
                ("batch", models.UUIDField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=400)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.organisation"),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["organisation", "at"], name="records_acc_organis_067abb_idx"),
                    models.Index(fields=["person"], name="records_acc_person_c3dcbb_idx"),
                    models.Index(fields=["batch"], name="records_acc_batch_cba86c_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="records.applicationversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.PositiveSmallIntegerField(choices=[(1, "初审"), (2, "复审"), (3, "裁定"), (4, "申诉")]),
                ),
                ("admitted", models.BooleanField()),
                ("findings", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="records.applicationversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "reviewer"), name="reviews_are_of_different_people"),
                    models.UniqueConstraint(fields=("version", "place"), name="one_review_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(("place__in", (1, 2, 3, 4))), name="a_review_has_its_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(max_length=80)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="records.batch"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["batch", "room", "pk"],
                "constraints": [models.UniqueConstraint(fields=("batch", "room", "user"), name="one_duty_once")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_at", models.DateTimeField(null=True)),
                ("released", models.TextField(blank=True)),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="records.batch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="records.seal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "kind", "sha256"), name="one_sealed_document_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SealShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("public", models.CharField(blank=True, max_length=64)),
                ("sealed", models.TextField()),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="records.seal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "holder"), name="one_share_a_holder"),
                    models.UniqueConstraint(
                        condition=models.Q(("holder__isnull", True)), fields=("seal",), name="one_share_of_the_site"
                    ),
                    models.UniqueConstraint(fields=("seal", "number"), name="no_share_twice"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="records.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "name"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="one_site_a_name")],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[("theory", "理论知识考试"), ("skill", "技能考核"), ("review", "综合评审")],
                        max_length=8,
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField()),
                ("columns", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("accessible", models.PositiveSmallIntegerField(default=0)),
                ("stations", models.TextField(default="[]")),
                ("closed", models.TextField(default="[]")),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="records.site"
                    ),
                ),
            ],
            options={
                "ordering": ["site", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "name"), name="one_room_a_name"),
                    models.CheckConstraint(condition=models.Q(("seats__gt", 0)), name="a_room_has_seats"),
                    models.CheckConstraint(
                        condition=models.Q(("accessible__lte", models.F("seats"))), name="accessible_seats_are_seats"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("employer", models.CharField(blank=True, max_length=120)),
                ("accessible", models.BooleanField(default=False)),
                ("asks_time", models.BooleanField(default=False)),
                ("extra_time", models.PositiveSmallIntegerField(default=0)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrangements", to="records.batch"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrangements", to="records.person"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.site",
                    ),
                ),
            ],
            options={
                "ordering": ["batch", "person"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "person"), name="one_arrangement_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extra_time", 0),
                            models.Q(("approved_by__isnull", False), ("granted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="extra_time_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("granted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="extra_time_is_not_approved_by_its_granter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SittingAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room_password", models.TextField(blank=True)),
                ("networks", models.TextField(blank=True)),
                ("refuses_outside", models.BooleanField(default=False)),
                ("start_url", models.CharField(blank=True, max_length=300)),
                ("quit_hash", models.CharField(blank=True, max_length=64)),
                ("salt", models.BinaryField(default=bytes)),
                ("exam_keys", models.TextField(blank=True)),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="access", to="records.batch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=80)),
                ("employer", models.CharField(blank=True, max_length=120)),
                ("away", models.TextField(default="[]")),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="records.organisation"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="records.site",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="one_number_a_person"),
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)),
                        fields=("organisation", "account"),
                        name="one_person_an_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("invigilator", "监考人员"),
                            ("assessor", "考评员"),
                            ("senior_assessor", "高级考评员"),
                            ("reviewer", "综合评审委员"),
                        ],
                        max_length=16,
                    ),
                ),
                ("occupation", models.CharField(blank=True, max_length=16)),
                ("level", models.CharField(blank=True, max_length=16)),
                ("certificate", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, db_index=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="qualifications",
                        to="records.staffmember",
                    ),
                ),
            ],
            options={
                "ordering": ["member", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "role", "occupation", "level"), name="one_qualification_a_role_and_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_from__lte", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="a_qualification_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("kin", "亲属"), ("pupil", "师生"), ("colleague", "同事")], max_length=10
                    ),
                ),
                ("id_number_index", models.CharField(db_index=True, max_length=80)),
                ("id_number_tail", models.CharField(max_length=4)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="records.staffmember"
                    ),
                ),
            ],
            options={
                "ordering": ["member", "pk"],
                "constraints": [models.UniqueConstraint(fields=("member", "id_number_index"), name="one_tie_a_person")],
            },
        ),
        migrations.CreateModel(
            name="TimeGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grant_id", models.CharField(max_length=48)),
                ("seconds", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
                ("alone", models.PositiveIntegerField()),
                ("reopens", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="records.candidate"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("reopens", True)), fields=["reopens"], name="grants_that_reopen")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("grant_id", "candidate"), name="one_grant_once"),
                    models.CheckConstraint(condition=models.Q(("seconds__gt", 0)), name="a_grant_gives_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reopens", False), ("total__lte", models.F("alone"))),
                            ("approver__isnull", False),
                            _connector="OR",
                        ),
                        name="much_time_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            models.Q(("approver", models.F("actor")), _negated=True),
                            _connector="OR",
                        ),
                        name="granter_is_not_the_approver",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("level", models.CharField(max_length=16)),
                ("direction", models.CharField(blank=True, max_length=40)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("theory_place", models.CharField(blank=True, max_length=120)),
                ("theory_has", models.TextField(blank=True)),
                ("practice_place", models.CharField(blank=True, max_length=120)),
                ("practice_has", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="classes", to="records.organisation"
                    ),
                ),
                ("standard", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.document")),
            ],
            options={
                "ordering": ["-first_day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Trainee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("enrolled_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trainings", to="records.person"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trainees", to="records.trainingclass"
                    ),
                ),
            ],
            options={
                "ordering": ["training", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "person"), name="one_trainee_once_a_class"),
                    models.UniqueConstraint(fields=("training", "number"), name="one_number_a_trainee"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassTeacher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(blank=True, max_length=16)),
                ("title_grade", models.CharField(blank=True, max_length=8)),
                ("qualified", models.BooleanField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taught",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teachers", to="records.trainingclass"
                    ),
                ),
            ],
            options={
                "ordering": ["training", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "person"), name="one_teacher_once_a_class")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=8)),
                ("kind", models.CharField(choices=[("theory", "理论"), ("practice", "实操")], max_length=8)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("hours", models.PositiveSmallIntegerField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="records.classteacher"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="records.trainingclass"
                    ),
                ),
            ],
            options={
                "ordering": ["training", "starts_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "number"), name="one_number_a_session"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="a_session_takes_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "trainee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="records.trainee"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("trainee",),
                        name="one_standing_proof_a_trainee",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("internal", "内督"), ("external", "外督")], max_length=8)),
                ("day", models.DateField()),
                ("planned_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="records.batch"
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["day", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("batch", "supervisor"),
                        name="one_visit_a_supervisor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=160, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="IssueRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("working", "签发中"), ("done", "已签发"), ("stopped", "已停止")],
                        default="working",
                        max_length=8,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("reached", models.PositiveIntegerField(default=0)),
                ("refused", models.TextField(default="[]")),
                ("begun_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issue_runs", to="records.batch"
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "working")), fields=("batch",), name="one_issue_run_at_work"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("begun_by")), _negated=True),
                        name="an_issue_run_is_begun_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkingHand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=10)),
                ("place", models.CharField(choices=[("first", "初评"), ("review", "复核")], max_length=8)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hands", to="records.candidate"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["candidate", "part", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "part", "user"), name="who_marked_does_not_review")
                ],
            },
        ),
        migrations.CreateModel(
            name="Petition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("objection", "公示异议"),
                            ("review", "成绩复核"),
                            ("hearing", "陈述申辩"),
                            ("appeal", "违纪处理申诉"),
                        ],
                        max_length=10,
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=10)),
                ("case", models.UUIDField(blank=True, null=True)),
                ("sealed", models.TextField(blank=True)),
                ("filed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="petitions", to="records.batch"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="petitions",
                        to="records.candidate",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["batch", "pk"],
                "indexes": [models.Index(fields=["batch", "kind"], name="records_pet_batch_i_d68f54_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            models.Q(("approver__isnull", False), ("handler__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_petition_is_settled_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handler__isnull", True),
                            ("approver__isnull", True),
                            models.Q(("approver", models.F("handler")), _negated=True),
                            _connector="OR",
                        ),
                        name="the_two_who_settle_differ",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "review"), ("settled_at__isnull", True)),
                        fields=("candidate", "part"),
                        name="one_open_review_a_part",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "appeal")), fields=("case",), name="one_appeal_a_case"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("pack", models.CharField(max_length=32)),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "待核验"), ("returned", "已退回"), ("accepted", "已核验")],
                        default="submitted",
                        max_length=12,
                    ),
                ),
                ("rows", models.TextField()),
                ("count", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("submitted_at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=400)),
                ("remarks", models.TextField(default="[]")),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="records.batch"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "pack", "version"), name="one_report_a_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "submitted")),
                        fields=("batch", "pack"),
                        name="one_report_waits_for_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judged_by", None),
                            models.Q(("judged_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_report_is_judged_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StyleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("set_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_styles",
                        to="records.organisation",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=24)),
                ("asker", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["what", "since"],
                "indexes": [models.Index(fields=["what", "since"], name="records_ask_what_697d47_idx")],
                "constraints": [models.UniqueConstraint(fields=("what", "asker"), name="one_row_an_asker")],
            },
        ),
        migrations.CreateModel(
            name="StationPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=16)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("content", models.BinaryField()),
                ("trial", models.TextField()),
                ("tried_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BenchAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("mode", models.CharField(choices=[("practice", "练习"), ("examination", "考试")], max_length=12)),
                ("number", models.PositiveIntegerField(default=1)),
                ("seed", models.CharField(max_length=64)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("prepared_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=12)),
                ("granted", models.PositiveIntegerField(default=0)),
                ("lost", models.PositiveIntegerField(default=0)),
                ("notes", models.TextField(blank=True)),
                ("late", models.TextField(blank=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benches",
                        to="records.candidate",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organisation"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                (
                    "trainee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benches",
                        to="records.trainee",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="records.stationpack"
                    ),
                ),
            ],
            options={
                "ordering": ["-prepared_at", "-pk"],
                "indexes": [models.Index(fields=["ended_at", "started_at"], name="benches_that_run")],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate",), name="one_bench_a_candidate"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("candidate__isnull", False),
                                ("mode", "examination"),
                                ("trainee__isnull", True),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("mode", "practice"),
                                ("trainee__isnull", False),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("mode", "practice"),
                                ("trainee__isnull", True),
                                ("user__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_bench_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("started_at__isnull", True),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="a_bench_ends_behind_its_start",
                    ),
                ],
            },
        ),
    ]
