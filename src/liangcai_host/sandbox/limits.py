"""What a parsing child may use, set by the child itself before it reads a byte.

In: nothing. Out: limits of this process. Follows: figure R17 of the reliability rules: 20 seconds, 512 MB, no writes.
Windows knows no such limits; there the parent's timeout alone holds.
"""

import sys

SECONDS = 20
MEMORY_BYTES = 512 << 20
OPEN_FILES = 64


def limit_self() -> None:
    """Bind this process for good: processor time, memory, no file may grow, no core is dumped."""
    if sys.platform == "win32":
        return
    import resource

    wanted = (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    )
    for kind, limit in wanted:
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            # macOS refuses some limits on memory, and a container may have set a lower one already.
            continue
