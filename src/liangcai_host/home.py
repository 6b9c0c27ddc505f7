"""Where an installation keeps its data and its secrets.

In: the environment. Out: folders and secrets, made on first use and readable by their owner only.
Follows: no secret in the repository; ``LIANGCAI_HOME`` names the folder, else one in the user's own.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

from liangcai_host.keys.storing import read_or_make_key


def home_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the installation, made if it is not there."""
    named = environment.get("LIANGCAI_HOME")
    folder = Path(named).expanduser() if named else Path.home() / ".liangcai"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def read_or_make_secret(home: Path, name: str) -> str:
    """A random secret of the installation, the same at every start."""
    return read_or_make_key(home, f"{name}.secret", lambda: secrets.token_urlsafe(48).encode()).decode("ascii")
