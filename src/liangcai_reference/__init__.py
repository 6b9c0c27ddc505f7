"""Bundled documents and rule packs: data, and the one way to read them.

In: a path below this package. Out: its text. Follows: bundled data enter the program by the same path as a user's file.
"""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable


def root() -> Traversable:
    """The folder of the bundled data."""
    return files(__name__)


def read_text(path: str) -> str:
    """The text of a bundled file, such as ``rulepacks/blueprint.toml``."""
    return root().joinpath(*path.split("/")).read_text(encoding="utf-8")


def list_occupations() -> tuple[str, ...]:
    """The folders of the bundled occupations, ``code-edition`` each, in order."""
    return tuple(sorted(entry.name for entry in root().joinpath("occupations").iterdir() if entry.is_dir()))


def read_standard_text(occupation: str) -> str:
    """The restated standard of a bundled occupation."""
    return read_text(f"occupations/{occupation}/standard.txt")


def read_pack_texts() -> tuple[tuple[str, str], ...]:
    """The packs of the bundled stations as (folder, text of ``pack.toml``), in order of their names."""
    folder = root().joinpath("stations")
    packs = sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    return tuple((entry.name, entry.joinpath("pack.toml").read_text(encoding="utf-8")) for entry in packs)


def read_pack_files(name: str) -> dict[str, str]:
    """The texts of a bundled station by file name; none where there is no such station."""
    return _read_files("stations", name) if re.fullmatch(r"[a-z0-9-]+", name) else {}


def read_template_files() -> dict[str, str]:
    """The texts of the pack that an author starts from, by file name."""
    return _read_files("station-template")


def _read_files(*path: str) -> dict[str, str]:
    folder = root().joinpath(*path)
    found = [entry for entry in folder.iterdir() if entry.is_file()] if folder.is_dir() else []
    return {entry.name: entry.read_text(encoding="utf-8") for entry in sorted(found, key=lambda entry: entry.name)}


def read_bank_texts(occupation: str) -> tuple[tuple[str, str], ...]:
    """The question files of a bundled occupation as (name, text), in order of their names."""
    return read_folder(occupation, "items")


def read_task_texts(occupation: str) -> tuple[tuple[str, str], ...]:
    """The files of performance tasks of a bundled occupation as (name, text), in order of their names."""
    return read_folder(occupation, "tasks")


def read_folder(occupation: str, part: str) -> tuple[tuple[str, str], ...]:
    """The TOML files of one folder of a bundled occupation; none when it has no such folder."""
    folder = root().joinpath("occupations", occupation, part)
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")] if folder.is_dir() else []
    return tuple((entry.name, entry.read_text(encoding="utf-8")) for entry in sorted(found, key=lambda e: e.name))
