"""A disk that remembers: every write, cut and sync of SQLite's files in order, and what was acknowledged between them.

In: a path, the level of ``synchronous``. Out: connections for the journal that write through a recording VFS, and the
record. Follows: the settings are those of the journal but for the level and an earlier checkpoint. Nothing is synced
for real, since what a sync would have promised is worked out from the record.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from liangcai_host.journal.sqlite import SETTINGS, SQLITE

CHECKPOINT = "wal_autocheckpoint=60"  # pages: a checkpoint every few commits, so that many cuts fall into one
BUSY_MS = 10_000


class Act(NamedTuple):
    """What happened: create, write, truncate or sync of a file, or an acknowledgement of what ``name`` names."""

    kind: str
    name: str
    offset: int = 0
    data: bytes = b""


class Recorder(apsw.VFS):  # type: ignore[misc]
    """The system's own VFS, written down; a name of its own for each run."""

    def __init__(self, name: str) -> None:
        self.acts: list[Act] = []
        self.vfs_name = name
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - the names are SQLite's
        """A file whose changes are written down, and that it appeared; not so the nameless ones for one statement."""
        if name is None:
            return apsw.VFSFile("", name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        if not path.exists():
            self.acts.append(Act("create", path.name))
        return RecordedFile(self, path.name, name, flags)


class RecordedFile(apsw.VFSFile):  # type: ignore[misc]
    """A file of SQLite's."""

    def __init__(self, recorder: Recorder, file: str, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.recorder, self.file = recorder, file

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Written to the memory of the machine, not yet to the disk."""
        self.recorder.acts.append(Act("write", self.file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Cut to a size."""
        self.recorder.acts.append(Act("truncate", self.file, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802
        """From here on everything before is on the disk."""
        self.recorder.acts.append(Act("sync", self.file))


class RecordedConnection:
    """A connection as the journal wants it, over the recording VFS."""

    dialect = SQLITE

    def __init__(self, path: Path, recorder: Recorder, level: str) -> None:
        self._recorder = recorder
        self._connection = apsw.Connection(str(path), vfs=recorder.vfs_name)
        self._connection.set_busy_timeout(BUSY_MS)
        for setting in (*SETTINGS, f"synchronous={level}", CHECKPOINT):
            self.execute(f"PRAGMA {setting}").fetchall()

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """Run a statement."""
        return self._connection.execute(statement, tuple(values))

    def stream(self, statement: str, /) -> Iterable[Any]:
        """Row by row."""
        return self.execute(statement)  # type: ignore[no-any-return]

    def close(self) -> None:
        """The record ends here: after a cut of the power nobody tidies up."""
        self._recorder.acts = []
        self._connection.close()
