"""The configuration of Safe Exam Browser for a sitting, and the keys by which it shows itself.

In: the address where the sitting starts, a hash of the password that ends the browser, a salt. Out: settings, the bytes
of a ``.seb`` file, the Config Key, what a request must carry. Follows: safeexambrowser.org/developer (file format,
Config Key, Browser Exam Key). The keys are a signal to the invigilator and never a reason to refuse an answer.
"""

import base64
import gzip
import hashlib
import hmac
import plistlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

Settings = Mapping[str, Any]
Standing = Literal["matches", "differs", "absent"]
ALLOW = 1
PREFIX = b"plnd"  # settings without a password
ORIGIN = "originatorVersion"  # says who wrote the file; the Config Key leaves it out


def build_settings(start_url: str, quit_hash: str, salt: bytes) -> dict[str, Any]:
    """Settings that open the sitting full screen, lead nowhere else and send both keys with every request."""
    place = urlsplit(start_url)
    return {
        ORIGIN: "Liangcai",
        "startURL": start_url,
        "sebConfigPurpose": 0,
        "allowQuit": True,
        "hashedQuitPassword": quit_hash,
        "sendBrowserExamKey": True,
        "examKeySalt": salt,
        "browserViewMode": 1,
        "enableJavaScript": True,
        "allowBrowsingBackForward": False,
        "allowDownUploads": False,
        "allowPreferencesWindow": False,
        "allowSwitchToApplications": False,
        "allowSpellCheck": False,
        "allowDictionaryLookup": False,
        "allowVirtualMachine": False,
        "allowScreenSharing": False,
        "blockPopUpWindows": True,
        "newBrowserWindowByLinkPolicy": 0,
        "newBrowserWindowByScriptPolicy": 0,
        "enablePrivateClipboard": True,
        "enablePrintScreen": False,
        "enableZoomText": True,
        "showTime": True,
        "URLFilterEnable": True,
        "URLFilterEnableContentFilter": False,
        "URLFilterRules": [
            {"active": True, "regex": False, "action": ALLOW, "expression": f"{place.scheme}://{place.netloc}/*"}
        ],
    }


def write_seb(settings: Settings, *, packed: bool = False) -> bytes:
    """The file: a property list in XML, which Safe Exam Browser opens as it is, or packed as its own tool packs it."""
    plain = plistlib.dumps(dict(settings), fmt=plistlib.FMT_XML, sort_keys=True)
    return gzip.compress(PREFIX + gzip.compress(plain, mtime=0), mtime=0) if packed else plain


def read_seb(file: bytes) -> dict[str, Any]:
    """The settings of a file without a password, packed or not."""
    if file.startswith(b"\x1f\x8b"):
        inner = gzip.decompress(file)
        file = gzip.decompress(inner.removeprefix(PREFIX))
    settings: dict[str, Any] = plistlib.loads(file)
    return settings


def find_config_key(settings: Settings) -> str:
    """The Config Key: SHA-256, in hex, of the settings in the documented order and form."""
    told = {name: value for name, value in settings.items() if name != ORIGIN}
    return hashlib.sha256(write_seb_json(told).encode()).hexdigest()


def write_seb_json(value: object) -> str:
    """JSON as the Config Key hashes it: keys sorted without regard to case, no blanks, nothing escaped."""
    if isinstance(value, Mapping):
        kept = sorted(((str(name), one) for name, one in value.items() if one != {}), key=_order)
        return "{" + ",".join(f'"{name}":{write_seb_json(one)}' for name, one in kept) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(write_seb_json(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return f'"{base64.b64encode(value).decode("ascii")}"'
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    return str(value) if isinstance(value, int | float) else f'"{value}"'


def _order(pair: tuple[str, object]) -> tuple[str, str]:
    """Without regard to case; of two names that differ in case only, the small letter comes first."""
    return pair[0].casefold(), pair[0].swapcase()


def hash_request(url: str, key: str) -> str:
    """What a request to an address carries for a key: SHA-256 of both, without the fragment."""
    return hashlib.sha256(f"{url.partition('#')[0]}{key}".encode()).hexdigest()


def compare_request(url: str, sent: str, keys: Iterable[str]) -> Standing:
    """Whether what a request carries belongs to one of the keys."""
    if not sent:
        return "absent"
    told = sent.strip().lower().encode()
    found = [hmac.compare_digest(hash_request(url, key).encode(), told) for key in keys]
    return "matches" if any(found) else "differs"
