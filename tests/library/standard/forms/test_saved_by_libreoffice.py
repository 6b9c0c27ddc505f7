"""What another program makes of a Word document reads to the same model, or is refused by name.

LibreOffice is not needed by the project; where it is absent, these tests say so.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.data import forms
from tests.data.effort import thin

import liangcai_reference
from liangcai.standard.exchange.word import write_docx
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.read import read_standard

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice: what it saves was not read"),
]
OCCUPATIONS = liangcai_reference.list_occupations()
REFUSED = {"doc": "read.old-word", "rtf": "read.form", "odt": "read.form"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both bundled standards as the project writes them, and with the cells that people join."""
    made = tmp_path_factory.mktemp("office")
    for name in OCCUPATIONS:
        text = liangcai_reference.read_standard_text(name)
        standard = read_standard(text, name).value
        assert standard is not None
        (made / f"written-{name}.docx").write_bytes(write_docx(standard))
        (made / f"joined-{name}.docx").write_bytes(forms.make_docx(text))
    return made


def save_as(folder: Path, form: str) -> dict[str, bytes]:
    """Every Word document of a folder in another form, by its name."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / form
    sources = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(target), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = {path.stem: path.read_bytes() for path in target.iterdir()}
    assert len(made) == len(sources)
    return made


def describe(text: str) -> str:
    """The model of a text that is read whole, without blanks, which the end of a printed line swallows."""
    result = read_standard(text, "file")
    assert result.value is not None
    assert result.findings == ()
    return re.sub(r"\s", "", forms.describe_model(result.value))


@pytest.mark.parametrize("form", thin(["pdf", "docx", "html"]))
def test_what_is_saved_reads_to_the_same_model(folder: Path, form: str) -> None:
    for stem, data in save_as(folder, form).items():
        kind, _, name = stem.partition("-")
        result = extract_document(data, f"file.{form}")
        if (kind, form) == ("joined", "pdf"):
            # Its tables draw no rules: what they hold is inferred, and that is said.
            assert [finding.rule for finding in result.findings] == ["read.unruled-tables"]
            continue
        assert result.findings == ()
        assert result.value is not None
        assert describe(result.value.text) == describe(liangcai_reference.read_standard_text(name)), stem


@pytest.mark.parametrize("form", REFUSED)
def test_a_form_that_is_not_read_is_refused_by_name(folder: Path, form: str) -> None:
    for stem, data in save_as(folder, form).items():
        result = extract_document(data, f"{stem}.{form}")
        assert result.value is None
        assert [finding.rule for finding in result.findings] == [REFUSED[form]]
        assert result.findings[0].remedy is not None
