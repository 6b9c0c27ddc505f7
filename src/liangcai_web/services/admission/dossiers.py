"""An application as it was handed in, sealed: what is in it, and how it is opened.

In: a version. Out: ``Dossier``. Follows: the house on privacy: personal data are encrypted for their row, and a fact
names a dossier by a hash that nobody can guess its content from.
"""

import hashlib
import secrets

import msgspec

from liangcai.eligibility.application import Application
from liangcai_host.keys.fields import open_text, seal_text
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.services.people import field_keys


class FileMark(msgspec.Struct, frozen=True, kw_only=True):
    """A file that proves a section, by its id and hash."""

    uuid: str
    section: str
    sha256: str


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in: what the conditions are held against, as typed, in the applicant's own words, the files.

    ``salt`` is random, so that the hash of a dossier tells nobody what is in it.
    """

    application: Application
    typed: dict[str, str] = {}
    statement: str = ""
    files: tuple[FileMark, ...] = ()
    salt: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed so far, field by field."""

    typed: dict[str, str] = {}


def salted(dossier: Dossier) -> Dossier:
    """The dossier with a salt of its own."""
    return msgspec.structs.replace(dossier, salt=secrets.token_hex(16))


def hash_dossier(dossier: Dossier) -> str:
    """The SHA-256, in hex, by which facts name a dossier."""
    return hashlib.sha256(msgspec.json.encode(dossier)).hexdigest()


def seal_dossier(row: ApplicationRow, number: int, dossier: Dossier) -> str:
    """The ciphertext of a dossier for the version of that number."""
    return seal_text(field_keys(), msgspec.json.encode(dossier).decode(), f"application:{row.uuid}:{number}")


def open_dossier(version: ApplicationVersion) -> Dossier | None:
    """What a version says; None where the person was erased; raises RuntimeError where it was changed from outside."""
    if not version.sealed:
        return None
    text = open_text(field_keys(), version.sealed, f"application:{version.application.uuid}:{version.number}")
    dossier = msgspec.json.decode(text, type=Dossier)
    if hash_dossier(dossier) != version.sha256:
        raise RuntimeError(f"version {version.number} of application {version.application.number} was changed")
    return dossier


def seal_draft(row: ApplicationRow, draft: Draft) -> str:
    """The ciphertext of what is typed so far."""
    return seal_text(field_keys(), msgspec.json.encode(draft).decode(), f"draft:{row.uuid}")


def open_draft(row: ApplicationRow) -> Draft:
    """What is typed so far."""
    if not row.draft:
        return Draft()
    return msgspec.json.decode(open_text(field_keys(), row.draft, f"draft:{row.uuid}"), type=Draft)
