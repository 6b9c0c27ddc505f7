"""``python -m liangcai_host.journal.apart_process``: the process that writes for a site.

In: frames of works on the line that is its standard input, the first of them the place of the journal. Out: a frame
after each commit. Follows: what cannot be committed is not its affair: it ends, and the site does it another way.
"""

import gc
import signal
import socket
import sys
import time

from liangcai_host.journal import wire
from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.works import Performer, Work
from liangcai_host.processor import use_processors

CHUNK = 1 << 18
# What waits for a commit is soon let go of: to look through it again and again for cycles is time lost.
GARBAGE = (50_000, 20, 20)


def write_for(line: socket.socket) -> None:
    """Commit what has arrived as one group, tell, and take what has arrived meanwhile; for ever."""
    frames, arrived = wire.Frames(), list[bytes]()
    while not arrived:
        arrived += frames.take(receive(line))
    start = wire.read_start(arrived.pop(0))
    use_processors(start.processors)
    connection, perform = connect_journal(start.place), Performer()
    while True:
        if arrived:
            line.sendall(wire.write_frame(commit(connection, perform, arrived)))
        arrived = list(frames.take(receive(line)))


def commit(connection: Connection, perform: Performer, frames: list[bytes]) -> wire.Told:
    """Do all works of some frames in one transaction; what became of them once they are on stable storage."""
    works: list[Work] = [work for frame in frames for work in wire.read_works(frame)]
    began = time.perf_counter()
    connection.execute(connection.dialect.begin)
    values = perform(connection, works)
    connection.execute("COMMIT")
    return wire.Told(values, time.perf_counter() - began, len(frames))


def receive(line: socket.socket) -> bytes:
    """What is there, once something is; the end of the line ends the process."""
    data = line.recv(CHUNK)
    if not data:
        raise SystemExit
    return data


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # it ends after what it was handed, with the line
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    try:
        write_for(socket.socket(fileno=sys.stdin.fileno()))
    except ConnectionError:
        sys.exit(1)  # the site is gone: what it had handed over is stored or was never called saved
    except Exception as error:
        sys.exit(f"the process that writes the journal ends: {type(error).__name__}: {error}")
