"""How the certificates of an organisation look and are numbered: chosen by its office, looked at before it is kept.

In: an organisation, a style, the name of a rule pack. Out: the style of a moment, a picture of a certificate that
nobody has. Follows: nothing of a style is code; the crest is made anew in the sandbox; what was issued keeps its look.
"""

from datetime import date, datetime
from functools import lru_cache

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.number import format_number
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.pictures import measure_picture
from liangcai_host.typesetting.certificate_style import CertificateStyle, check_style
from liangcai_host.typesetting.sheets import CertificatePart, CertificateSheet, Exam
from liangcai_host.typesetting.typeset import draw_certificate
from liangcai_web.records.credentials import StyleVersion
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.bank.pictures import keep_picture
from liangcai_web.services.batches.numbering import office_of
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import CERTIFICATE_PACKS, certificate_pack
from liangcai_web.services.payloads.certificates import CertificateStyleSet
from liangcai_web.services.turns import take_turn

PLAIN = CertificateStyle()
SAMPLE_DAY = date(2026, 12, 20)
SAMPLE = "https://example.org/verify#" + "a" * 480
PASSING = "60"
PIXELS_PER_INCH = 60
LONGEST_SIDE = 4000


def style_at(organisation: Organisation, moment: datetime) -> CertificateStyle:
    """The style that stood at a moment; the plain one before any was chosen."""
    rows = StyleVersion.objects.filter(organisation=organisation, set_at__lte=moment)
    return _read_style(rows.values_list("content", flat=True).first() or "{}")


@lru_cache(maxsize=64)
def _read_style(content: str) -> CertificateStyle:
    return msgspec.json.decode(content, type=CertificateStyle)


def load_crest(organisation: Organisation, style: CertificateStyle) -> bytes:
    """The picture that a style names; nothing where it names none."""
    return _load_crest(organisation.pk, style.crest) if style.crest else b""


@lru_cache(maxsize=8)
def _load_crest(organisation: int, sha256: str) -> bytes:
    rows = Document.objects.filter(organisation=organisation, kind=Document.Kind.PICTURE, sha256=sha256)
    found = rows.first()
    return bytes(found.content) if found else b""


def keep_crest(
    organisation: Organisation, data: bytes, name: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[str]:
    """Make a picture anew and keep it for the crest; its hash."""
    kept = keep_picture(organisation, data, name, now=now, actor=actor)
    if kept.value is None:
        return Result("", kept.findings)
    size = measure_picture(bytes(kept.value.content))
    if size is None or max(size.width, size.height) > LONGEST_SIDE:
        return Result("", (_say("crest", "图太大。", "The picture is too large."),))
    return Result(kept.value.sha256)


def set_style(
    organisation: Organisation,
    style: CertificateStyle,
    pack: str,
    office_class: str,
    *,
    actor: AbstractBaseUser,
    now: datetime,
) -> tuple[Finding, ...]:
    """Choose how certificates look and are numbered from now on."""
    findings = check_choice(organisation, style, pack, office_class)
    if findings:
        return findings
    content = msgspec.json.encode(style)
    with take_turn(organisation):
        StyleVersion.objects.create(
            organisation=organisation,
            content=content.decode(),
            sha256=sha256_hex(content),
            set_at=now,
            set_by_id=actor.pk,
        )
        organisation.certificate_pack, organisation.office_class = pack, office_class
        organisation.save(update_fields=["certificate_pack", "office_class"])
        said = CertificateStyleSet(sha256=sha256_hex(content), pack=pack, office_class=office_class)
        append_fact(organisation, "certificate_style_set", said, now=now, actor=actor)
    return ()


def check_choice(
    organisation: Organisation, style: CertificateStyle, pack: str, office_class: str
) -> tuple[Finding, ...]:
    """What is wrong with a choice: the style, a crest that is not here, codes that make no number of the pack."""
    findings = check_style(style)
    if style.crest and not load_crest(organisation, style):
        findings = (*findings, _say("crest", "没有这幅图。", "There is no such picture."))
    if pack not in CERTIFICATE_PACKS:
        return (*findings, _say("pack", "没有这套编号规则。", "There is no such rule pack."))
    office = msgspec.structs.replace(office_of(organisation), office_class=office_class)
    chosen = certificate_pack(pack)
    tried = format_number(chosen, office, next(iter(chosen.levels)), SAMPLE_DAY.year, 1)
    return (*findings, *(msgspec.structs.replace(one, rule="style.pack") for one in tried.findings))


def show_sample(organisation: Organisation, style: CertificateStyle, pack: str, office_class: str) -> bytes | None:
    """A certificate of nobody in a style, as a picture; None where the style is not right."""
    if check_choice(organisation, style, pack, office_class):
        return None
    office = msgspec.structs.replace(office_of(organisation), office_class=office_class)
    number = format_number(certificate_pack(pack), office, "四级", SAMPLE_DAY.year, 1).value
    part = CertificatePart(name=Message("理论知识考试", "Theory"), points="81.5", full_mark="100", pass_mark=PASSING)
    title = certificate_pack(pack).titles["skill"]
    sheet = CertificateSheet(
        exam=Exam(
            organisation=organisation.name,
            occupation=Message("示例职业", "Example occupation"),
            level=Message("四级/中级工", "Level 4"),
            standard="0-00-00-00@2026",
        ),
        version="sample",
        made=SAMPLE_DAY,
        title=title,
        issuer=Message(organisation.name, organisation.name_en),
        number=number or "",
        name="样张",
        id_masked="**************0000",
        issued=SAMPLE_DAY,
        parts=(part, msgspec.structs.replace(part, name=Message("技能考核", "Skill"), points="77")),
        functions=(Message("示例功能", "An example function"),),
        ground=Message("样张，不是证书。", "A sample; no certificate."),
        address=SAMPLE,
        style=style,
    )
    return draw_certificate(sheet, load_crest(organisation, style), pixels_per_inch=PIXELS_PER_INCH)


def _say(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"style.{field}", severity=Severity.ERROR, message=Message(zh, en))
