"""A wall clock that can be set for one process alone, as somebody sets that of a machine.

In: a folder. Out: the environment of a process, and a hand on its clock. Follows: a small library in front of the
system's own answers for the time of day, with so many seconds added as stand in a file; the steady clocks are not
touched. Python and everything else in that process see it; the machine's clock, which others use, stays as it is.
"""

import mmap
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = """
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static volatile long long *step;
static long long read_step(void) {
  if (!step) {
    int file = open(getenv("LIANGCAI_PROOF_WALL"), O_RDONLY);
    step = mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
    close(file);
  }
  return *step;
}
int clock_gettime(clockid_t id, struct timespec *t) {
  int status = syscall(SYS_clock_gettime, id, t);
  if (!status && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) t->tv_sec += read_step();
  return status;
}
int gettimeofday(struct timeval *t, void *zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  t->tv_sec = now.tv_sec, t->tv_usec = now.tv_nsec / 1000;
  return 0;
}
time_t time(time_t *t) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (t) *t = now.tv_sec;
  return now.tv_sec;
}
"""


def can_set() -> bool:
    """Whether this system lets a library stand in front of its clock, and has a compiler to make one."""
    return sys.platform == "linux" and shutil.which("cc") is not None


class Wall:
    """The wall clock of one process."""

    def __init__(self, folder: Path) -> None:
        source, library, self.file = folder / "wall.c", folder / "wall.so", folder / "wall"
        source.write_text(SOURCE)
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source], check=True, capture_output=True)
        self.file.write_bytes(bytes(8))
        with self.file.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 8)
        self.environment = {"LD_PRELOAD": str(library), "LIANGCAI_PROOF_WALL": str(self.file)}

    def step(self, seconds: int) -> None:
        """Set the clock so many seconds away from the true time."""
        self._memory[:] = seconds.to_bytes(8, "little", signed=True)
