"""A file of a stranger becomes text or a finding, in bounded time and memory, whatever it is made of."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.data import documents, forms
from tests.data.effort import EFFORT
from tests.host.sandbox.hostile import FILES

from liangcai.findings import Result
from liangcai.standard.forms.extract import Extract
from liangcai_host.sandbox.limits import SECONDS
from liangcai_host.sandbox.read import make_environment, read_in_child

pytestmark = pytest.mark.slow

DESCRIPTORS = Path("/proc/self/fd")
TEXT = documents.make_document()
# Those that take seconds each; an ordinary run has one web page and one PDF of them.
SLOW = (
    "word million empty paragraphs",
    "page of many full paragraphs",
    "page with a huge table",
    "pdf of a million rules",
)


@pytest.mark.parametrize("name", [name for name in FILES if EFFORT == "long" or name not in SLOW])
def test_a_hostile_file_ends_in_time_as_a_finding_or_as_text(name: str) -> None:
    data = FILES[name]()
    begun = time.monotonic()
    result = read_in_child(data, name)
    assert time.monotonic() - begun < SECONDS + 5
    assert result.value is not None or [finding.document for finding in result.findings] == [name]
    assert result.value is None or "root:" not in result.value.text


@pytest.mark.parametrize("make", [forms.make_markdown, forms.make_html, forms.make_docx, forms.make_pdf])
def test_a_good_file_is_read_as_in_the_parent(make: forms.Maker) -> None:
    result = read_in_child(make(TEXT), "file")
    assert result.findings == ()
    assert result.value is not None
    assert "纸鸢扎制工" in result.value.text


def test_a_file_that_takes_too_long_is_a_finding() -> None:
    result = read_in_child(forms.make_pdf(TEXT), "file", seconds=0.01)
    assert [finding.rule for finding in result.findings] == ["read.limits"]


def test_a_file_over_the_size_never_reaches_a_child() -> None:
    result = read_in_child(bytes((64 << 20) + 1), "file", seconds=0)
    assert [finding.rule for finding in result.findings] == ["read.limits"]


def test_the_child_inherits_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANGCAI_KEY", "secret")
    environment = make_environment()
    assert "secret" not in environment.values()
    assert set(environment) <= {
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUTF8",
        "SYSTEMROOT",
        "SYSTEMDRIVE",
        "TEMP",
        "TMP",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    "deed",
    ["bytearray(600 << 20)", "open('grown', 'w').write('x' * 100_000)"],
)
def test_the_limits_of_a_child_hold(tmp_path: Path, deed: str) -> None:
    program = f"from liangcai_host.sandbox.limits import limit_self\nlimit_self()\n{deed}"
    command, environment = [sys.executable, "-c", program], make_environment()
    ended = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "MemoryError" in ended.stderr or ended.returncode < 0 or "File too large" in ended.stderr


def test_children_may_be_asked_from_several_threads() -> None:
    found: list[Result[Extract | None]] = []
    data = forms.make_docx(TEXT)
    threads = [threading.Thread(target=lambda: found.append(read_in_child(data, "file"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({result.value.text for result in found if result.value}) == 1
    assert len(found) == 4


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="counts descriptors in /proc")
def test_no_descriptor_stays_open() -> None:
    before = len(list(DESCRIPTORS.iterdir()))
    for _ in range(3):
        read_in_child(b"%PDF-1.7", "file")
    assert len(list(DESCRIPTORS.iterdir())) <= before
