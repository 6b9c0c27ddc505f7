"""Reading standards in every form, against the limits of time and memory.

In: the bundled standards as text, PDF of about 60 pages, Word, web page and Markdown; 700 synthetic texts. Out: a ratio
each of time, then of memory. Follows: the limits of the reader; what is read wrong is not measured.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pypdfium2
from tests.data import forms

import liangcai_reference
from bench.measures.reader_many import measure_many
from bench.peak import read_file
from bench.ratio import Ratio, against_limit, against_memory, time_once
from liangcai.standard.model import Standard

TEXT_LIMIT, FILE_LIMIT = 0.2, 10.0
TEXT_RUNS, FILE_RUNS, PEAK_RUNS = 9, 5, 3
# Small enough that a bundled standard fills about 60 pages and rows are cut by most of their ends.
LOOK = forms.PageLook(width=155, height=110)
MAKERS: dict[str, Callable[[str], bytes]] = {
    "pdf": partial(forms.make_pdf, look=LOOK),
    "docx": forms.make_docx,
    "html": forms.make_html,
    "md": forms.make_markdown,
}


def measure() -> Iterator[Ratio]:
    """From the bytes of a file to the model and its findings, the child that parses included; lint is not."""
    with tempfile.TemporaryDirectory(prefix="liangcai-reader-") as name:
        paths = [*make_files(Path(name))]
        for path in paths:
            yield measure_time(path)
        yield from measure_many()
        for path in paths:
            yield measure_peak(path)


def make_files(folder: Path) -> Iterator[Path]:
    """Every bundled standard as text, then in every other form, each of which reads to the same model."""
    texts = {name: liangcai_reference.read_standard_text(name) for name in liangcai_reference.list_occupations()}
    made = {name: text.encode() for name, text in texts.items()}
    for form in ("txt", *MAKERS):
        for name, text in texts.items():
            data = made[name] if form == "txt" else MAKERS[form](text)
            assert describe(read_file(data, form)) == describe(read_file(made[name], "txt")), f"{name} {form}"
            path = folder / f"{name}.{form}"
            path.write_bytes(data)
            yield path


def describe(standard: Standard) -> str:
    """A model without places and blanks: a blank at the end of a printed line can't be seen."""
    return re.sub(r"\s", "", forms.describe_model(standard))


def measure_time(path: Path) -> Ratio:
    """Seconds that a file takes."""
    data = path.read_bytes()
    plain = path.suffix == ".txt"
    runs, limit = (TEXT_RUNS, TEXT_LIMIT) if plain else (FILE_RUNS, FILE_LIMIT)
    seconds = [time_once(partial(read_file, data, path.name)) for _ in range(runs)]
    return against_limit(f"read {path.name}", seconds, limit, (size_of(path), "a text" if plain else "a file"))


def size_of(path: Path) -> str:
    """How large a file is, in its own measure."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return f"{len(document)} pages"
    if path.suffix == ".txt":
        return f"{len(path.read_text(encoding='utf-8')):,} characters"
    return f"{path.stat().st_size:,} bytes"


def measure_peak(path: Path) -> Ratio:
    """Memory of a new process that reads the file, and of the child that parses it, added up."""
    pairs = [ask_peak(path) for _ in range(PEAK_RUNS)]
    child = statistics.median(child for _, child in pairs) / 2**20
    said = f"{child:.0f} of them in a child" if child else "one process"
    return against_memory(f"memory for {path.name}", [sum(pair) for pair in pairs], said)


def ask_peak(path: Path) -> tuple[int, int]:
    """Bytes of the process and of its child."""
    command = [sys.executable, "-m", "bench.peak", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(said[0]), int(said[1])
