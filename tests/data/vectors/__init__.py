"""Published values of standards, each file with its source: what others wrote, against which ours is held."""

import json
from importlib.resources import files
from typing import Any


def read_vectors(name: str) -> Any:
    """The values of a file."""
    return json.loads(files(__name__).joinpath(f"{name}.json").read_text("utf-8"))
