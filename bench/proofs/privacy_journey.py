"""``liangcai journey`` in a process of its own, with a planted bug if one is named.

In: the name of the bug or ``none``, the arguments of the command. Out: its exit status.
"""

import sys

from bench.quick_keys import make_keys_quick
from liangcai_cli.main import main
from liangcai_host.keys import fields

UNSEALED = "unsealed"


def plant_unsealed() -> None:
    """The bug: ID numbers are kept as they are."""
    fields.encrypt_id_number = lambda keys, number, row: number  # noqa: ARG005


if __name__ == "__main__":
    if sys.argv[1] == UNSEALED:
        plant_unsealed()
    make_keys_quick()
    sys.exit(main(["journey", *sys.argv[2:]]))
