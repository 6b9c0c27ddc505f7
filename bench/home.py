"""An installation of its own for a run, in a folder that goes away afterwards.

In: nothing. Out: Django set up on empty tables. Follows: no measurement and no proof touches an installation.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from liangcai_cli.site import open_site


def open_home() -> Path:
    """The home of this process; everything that touches the database is imported after this."""
    if settings.configured:
        return Path(settings.HOME)
    home = Path(tempfile.mkdtemp(prefix="liangcai-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    open_site(home)
    return home
