"""How hard a property is tried: in full by ``dev.py test``, a tenth of it by ``dev.py check``."""

import os

QUICK = os.environ.get("LIANGCAI_TESTS") == "quick"


def examples(count: int) -> int:
    """So many examples, or a tenth of them."""
    return max(5, count // 10) if QUICK else count
