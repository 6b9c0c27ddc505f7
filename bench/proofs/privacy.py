"""R22: no ID number stands in plain in anything that a journey and a site leave behind.

In: how many people at least. Out: an account, a try a person. Follows: the whole folder of a journey is searched, with
the database, its log, the journal, keys, PDFs and all that was printed; then people sign in to the site, rightly and
wrongly, and apply, one by one and by a list with faults; its logs at the lowest level, its headers, the pages that
others than the person see, the tables that are downloaded and the folder are searched once more.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import liangcai_reference
from bench.account import Account, account
from bench.proofs.scanning import scan_folder
from liangcai.eligibility.identity_number import check_character
from liangcai_host.keys.fields import CIPHER_SUITE, FieldKeys, decrypt_id_number, load_field_keys
from liangcai_web.services.rehearsal.demonstration import lowest_level

SHORT, LONG = 4, 60
APPLICANTS, TOO_SHORT = 6, 20
ROOT = Path(__file__).resolve().parents[2]


def prove(tries: int, bug: str = "", occupations: Sequence[str] = ()) -> Account:
    """A journey an occupation, each in a folder and a process of its own; few tries are made with one occupation."""
    faults: list[str] = []
    people = files = 0
    every = liangcai_reference.list_occupations()
    chosen = occupations or (every if tries > SHORT else every[:1])
    for occupation in chosen:
        with tempfile.TemporaryDirectory(prefix="liangcai-privacy-") as name:
            folder = Path(name)
            travel(folder, occupation, -(-tries // len(chosen)), bug)
            numbers = read_numbers(folder / "out" / "installation")
            visit_site(folder, numbers)
            typed = make_numbers(max(APPLICANTS, tries // 4))
            apply_to_site(folder, typed, bug)
            numbers += typed
            faults += check_log(folder / "out" / "installation")
            count, found = scan_folder(folder, numbers)
            people, files = people + len(numbers), files + count
            faults += found
    return account("R22", "ID numbers left in plain", people, "people", faults, f"{files:,} files searched")


def travel(folder: Path, occupation: str, candidates: int, bug: str) -> None:
    """The command that users run; what it prints is kept as a file, to be searched too."""
    standard = folder / "standard.txt"
    standard.write_text(liangcai_reference.read_standard_text(occupation), encoding="utf-8")
    _, level = lowest_level(occupation)
    arguments = [str(standard), "--level", level, "--candidates", str(candidates), "--out", str(folder / "out")]
    run(folder / "journey.log", "bench.proofs.privacy_journey", bug or "none", *arguments)


def visit_site(folder: Path, numbers: Sequence[str]) -> None:
    """People sign in; the numbers are handed over by a pipe and not by a file."""
    home = folder / "out" / "installation"
    run(folder / "site.log", "bench.proofs.privacy_site", str(home), text="\n".join(numbers))


def make_numbers(count: int) -> list[str]:
    """Made-up numbers that nobody of the journey has, every third with a wrong check character."""
    made = []
    for serial in range(count):
        body = f"00000019{50 + serial % 20}0412{serial % 1000:03d}"
        right = check_character(body)
        made.append(body + (right if serial % 3 else "0123456789X"["0123456789X".index(right) - 1]))
    return made


def apply_to_site(folder: Path, numbers: Sequence[str], bug: str) -> None:
    """People apply, are listed and reviewed; what is downloaded lies in the folder."""
    home = folder / "out" / "installation"
    arguments = (str(home), str(folder), bug or "none")
    run(folder / "applications.log", "bench.proofs.privacy_applications", *arguments, text="\n".join(numbers))


def check_log(home: Path) -> list[str]:
    """A log that was not written cannot show that it is clean."""
    files = list((home / "logs").glob("site.jsonl*"))
    return [] if sum(path.read_text(encoding="utf-8").count("\n") for path in files) > TOO_SHORT else ["no log"]


def run(log: Path, module: str, *arguments: str, text: str = "") -> None:
    """A module in a process of its own; one that fails shows the end of what it said."""
    environment = {name: value for name, value in os.environ.items() if name != "LIANGCAI_HOME"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=text, capture_output=True, text=True)
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")


def read_numbers(home: Path) -> list[str]:
    """The numbers of everyone known to an installation, opened with its own keys."""
    keys = load_field_keys(home)
    connection = sqlite3.connect(home / "liangcai.sqlite3")
    rows = connection.execute("SELECT uuid, id_number_sealed FROM records_person").fetchall()
    connection.close()
    return [open_number(keys, sealed, uuid) for uuid, sealed in rows]


def open_number(keys: FieldKeys, sealed: str, uuid: str) -> str:
    """A number from its ciphertext; a planted bug leaves it in plain."""
    return decrypt_id_number(keys, sealed, str(UUID(uuid))) if sealed.startswith(CIPHER_SUITE) else sealed
