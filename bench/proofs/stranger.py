"""A small process that reads the files of strangers as the product does, and says how each reading went.

In: a planted bug or none; paths of files, one a line. Out: a line of JSON each. Follows: being small and doing nothing
else, what its children take and write can be told from what it takes itself.
"""

import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import msgspec
from tests.host.sandbox.hostile_uploads import conditions

from bench.peak import peak_self, use_of_children
from liangcai.findings import Finding, Result
from liangcai.standard.forms.extract import Extract
from liangcai.standard.read import read_standard
from liangcai_host.sandbox import read
from liangcai_host.sandbox.message import CleanFile, ListRequest

LIST, PROOF = "list~", "proof~"  # how the names of files begin that go through other doors
TRACES = (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"<script", b"<svg", b"PK\x03\x04", b"GPS 39")
STRAY, GREEDY, LOUD = "stray", "greedy", "loud"
# What a planted bug makes every child do before it reads.
DEEDS = {
    STRAY: "open('stray', 'w').write('x')",
    GREEDY: "held = bytearray(b'x') * (600 << 20)",
    LOUD: "import os; os._exit(3)",
}


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How reading a file went: seconds in the child and of the text after it, peaks in bytes, blocks that were written.

    ``peak`` and ``blocks`` are of all children so far. ``broken`` says that a child ended without an answer.
    """

    fault: str
    read: bool
    broken: bool
    seconds: float
    after: float
    peak: int
    own_peak: int
    blocks: int


def see(path: Path) -> Seen:
    """Read a file in a child, and what comes out of a document as a standard."""
    name = path.name
    result: Result[Any] = Result(None)
    fault, data = "", path.read_bytes()
    began = ended = time.monotonic()
    try:
        result = open_door(data, name)
        ended = time.monotonic()
        fault = judge(result, name)
        if isinstance(result.value, Extract):
            read_standard(result.value.text, name)
    except Exception:
        fault = "unhandled: " + traceback.format_exc().strip().rpartition("\n")[2]
    after = time.monotonic() - ended
    peak, blocks = use_of_children()
    return Seen(
        fault=fault,
        read=result.value is not None,
        broken=any("broke off" in finding.message.en for finding in result.findings),
        seconds=ended - began,
        after=after,
        peak=peak,
        own_peak=peak_self(),
        blocks=blocks,
    )


def open_door(data: bytes, name: str) -> Result[Any]:
    """What reads a file, by the name that it was given: a list of applicants, a proof, or else a document."""
    if name.startswith(LIST):
        return read.read_list_in_child(ListRequest(name=name, data=data, conditions=conditions(), direction=None))
    return read.read_evidence_in_child(data, name) if name.startswith(PROOF) else read.read_in_child(data, name)


def judge(result: Result[Any], name: str) -> str:
    """What is wrong with an answer: it is a value, or a finding that says in both languages what is the matter."""
    if result.value is None and not result.findings:
        return "neither a value nor a finding"
    if not all(is_whole(finding, name) for finding in result.findings):
        return "a finding that does not say what is the matter"
    value = msgspec.msgpack.encode(result.value)
    if isinstance(result.value, CleanFile):
        return next((f"{trace.decode()} goes on in a proof" for trace in TRACES if trace in value), "")
    return "a file of the machine is in the text" if b"root:" in value else ""


def is_whole(finding: Finding, name: str) -> bool:
    """Whether a finding names its rule and the file, and speaks both languages."""
    return all((finding.rule, finding.document == name, finding.message.zh, finding.message.en))


def plant(bug: str) -> None:
    """A deed in every child, through what Python runs before a program; one bug is in this process too."""
    true = read.make_environment
    folder = tempfile.mkdtemp(prefix="planted-", dir=Path(tempfile.gettempdir()).parents[2])
    (Path(folder) / "sitecustomize.py").write_text(DEEDS[bug])

    def make_environment() -> dict[str, str]:
        known = true()
        return {**known, "PYTHONPATH": f"{folder}:{known['PYTHONPATH']}"}

    read.make_environment = make_environment
    if bug == LOUD:
        read.__dict__["refuse_limit"] = None


def main(bug: str) -> None:
    """One line in, one line out."""
    if bug:
        plant(bug)
    for line in sys.stdin:
        seen = see(Path(line.rstrip("\n")))
        sys.stdout.write(msgspec.json.encode(seen).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
