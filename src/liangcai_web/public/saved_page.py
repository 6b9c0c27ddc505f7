"""The page that verifies certificates without a server: one file to be kept, opened from a disk.

In: the trust list, the signed list of revocations, when it is made. Out: HTML. Follows: Content Security Policy 3: the
page may run the one script and the one style that are in it, by their hashes, and may ask nobody anything.
"""

import base64
import hashlib
import re
from datetime import datetime
from functools import cache
from importlib.resources import files

import msgspec
from django.conf import settings
from django.template.loader import render_to_string

from liangcai_web.pages.language import say
from liangcai_web.public.verdicts import ANSWERS, LABELS, NAMES, REASONS

SCRIPTS = ("compact.js", "document.js", "saved.js")
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)


def write_page(trust: str, status: str, now: datetime) -> bytes:
    """The page with the lists in it."""
    script, style = read_script(), read_asset("saved.css")
    policy = (
        f"default-src 'none'; script-src '{hash_of(script)}'; style-src '{hash_of(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    known = msgspec.json.decode(trust)
    said = {"words": speak(), "trust": known, "status": status, "zone": settings.TIME_ZONE}
    context = {
        "policy": policy,
        "style": style,
        "script": script,
        "data": msgspec.json.encode(said).decode().replace("<", "\\u003c"),
        "now": now,
        "issuers": known["issuers"],
    }
    return render_to_string("public/saved.html", context).encode()


def speak() -> dict[str, object]:
    """The words of every answer, in both languages."""
    return {
        language: {
            "answers": {
                key: {
                    "tone": one.tone,
                    "sign": one.sign,
                    "title": say(one.title, language),
                    "text": say(one.text, language),
                }
                for key, one in ANSWERS.items()
            },
            "reasons": {key: say(one, language) for key, one in REASONS.items()},
            "labels": {key: say(one, language) for key, one in LABELS.items()},
            "names": {key: say(one, language) for key, one in NAMES.items()},
        }
        for language in ("zh", "en")
    }


@cache
def read_script() -> str:
    """The modules as one, in the order in which they need each other."""
    return "".join(EXPORT.sub("", IMPORT.sub("", read_asset(name))) for name in SCRIPTS)


@cache
def read_asset(name: str) -> str:
    """A file of the static ones."""
    return files("liangcai_web.public").joinpath("static", "public", name).read_text("utf-8")


def hash_of(text: str) -> str:
    """The hash of a script or style as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
