"""A script or style with the neighbours that it imports, as one file: a browser asks once, not one after another.

In: a file as it lies there. Out: its bytes, with what ``import { … } from "./….js"`` and ``@import "….css"`` name put
in their place. Follows: no build step: as they lie there the files work as well; each line stays as it was written.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

IMPORTS = {
    ".js": re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE),
    ".css": re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE),
}
EXPORT = re.compile(r"^export (?=async |function |class |const |let )", re.MULTILINE)
NAMED = re.compile(r"^(?:async )?(?:function\*? |class |const |let )(\w+)", re.MULTILINE)


def join_files(entry: Path) -> bytes:
    """The file with its imports; raises ValueError where two modules would give the same name to different things."""
    parts = [_part(path, entry) for path in dict.fromkeys(list_imported(entry))]
    if entry.suffix == ".js":
        named = Counter(name for part in parts for name in NAMED.findall(part))
        if twice := [name for name, count in named.items() if count > 1]:
            raise ValueError(f"{entry.name}: more than one of its modules has {', '.join(twice)}")
    return "\n".join(parts).encode()


def list_imported(path: Path) -> Iterator[Path]:
    """What a file imports, in the order in which it is run, perhaps more than once; the file itself comes last."""
    for name in IMPORTS[path.suffix].findall(path.read_text(encoding="utf-8")):
        yield from list_imported(path.with_name(name))
    yield path


def date_files(entry: Path) -> int:
    """When the file or a neighbour of its kind was changed last, in nanoseconds."""
    return max(path.stat().st_mtime_ns for path in entry.parent.glob(f"*{entry.suffix}"))


def _part(path: Path, entry: Path) -> str:
    """A file without its imports; what it exports is at hand in one file anyway, and only the entry's is asked for."""
    text = IMPORTS[path.suffix].sub("", path.read_text(encoding="utf-8"))
    if path == entry:
        return text
    return f"/* {path.name} */\n{EXPORT.sub('', text) if path.suffix == '.js' else text}"
