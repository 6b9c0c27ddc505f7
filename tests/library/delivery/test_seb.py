"""Settings of Safe Exam Browser, their Config Key, and what a request must carry.

Rules: safeexambrowser.org/developer/seb-config-key.html; the key of a file that the browser itself wrote
(unencrypted_mac_001.seb, published with its key among the tests of Moodle) was met when this was written.
"""

import hashlib
import plistlib
from datetime import UTC, datetime

import pytest

from liangcai.delivery.seb import (
    build_settings,
    compare_request,
    find_config_key,
    hash_request,
    read_seb,
    write_seb,
    write_seb_json,
)

URL = "https://exam.example/sitting"
SETTINGS = build_settings(URL, "ab" * 32, b"salt" * 8)


def test_keys_are_sorted_without_regard_to_case_and_nothing_is_escaped() -> None:
    value = {
        "urlFilterRegex": True,
        "URLFilterRules": [{"b": 1, "A": 'x\\.y"/'}],
        "allowWLAN": False,
        "allowWlan": False,
        "data": b"\x00\xff",
        "empty": {},
        "none": [],
        "day": datetime(2026, 3, 1, 1, tzinfo=UTC),
    }
    assert write_seb_json(value) == (
        '{"allowWlan":false,"allowWLAN":false,"data":"AP8=","day":"2026-03-01T01:00:00+00:00","none":[],'
        '"urlFilterRegex":true,"URLFilterRules":[{"A":"x\\.y"/","b":1}]}'
    )


def test_a_digit_counts_before_a_letter_as_the_browser_sorts() -> None:
    names = ("enableF10", "enableF1", "enableF2", "enableEsc")
    assert write_seb_json(dict.fromkeys(names, 0)) == '{"enableEsc":0,"enableF1":0,"enableF10":0,"enableF2":0}'


def test_the_key_is_of_all_settings_but_the_one_that_names_the_writer() -> None:
    assert find_config_key({}) == hashlib.sha256(b"{}").hexdigest()
    assert find_config_key({**SETTINGS, "originatorVersion": "another"}) == find_config_key(SETTINGS)
    for name in SETTINGS.keys() - {"originatorVersion"}:
        assert find_config_key({**SETTINGS, name: "changed"}) != find_config_key(SETTINGS), name


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_gives_its_settings_back(packed: bool) -> None:
    file = write_seb(SETTINGS, packed=packed)
    assert read_seb(file) == SETTINGS
    assert find_config_key(read_seb(file)) == find_config_key(SETTINGS)
    assert file == write_seb(SETTINGS, packed=packed)
    assert packed or plistlib.loads(file)["startURL"] == URL


def test_the_file_leads_to_the_own_site_only() -> None:
    (rule,) = SETTINGS["URLFilterRules"]
    assert rule["expression"] == "https://exam.example/*"
    assert SETTINGS["URLFilterEnable"]
    assert SETTINGS["sendBrowserExamKey"]


def test_a_request_carries_the_hash_of_address_and_key() -> None:
    key = find_config_key(SETTINGS)
    sent = hashlib.sha256((URL + key).encode()).hexdigest()
    assert hash_request(f"{URL}#part", key) == sent
    assert compare_request(URL, sent.upper(), (key,)) == "matches"
    assert compare_request(URL, sent, ("0" * 64, key)) == "matches"
    assert compare_request(f"{URL}?q=2", sent, (key,)) == "differs"
    assert compare_request(URL, "é", (key,)) == "differs"
    assert compare_request(URL, "", (key,)) == "absent"
