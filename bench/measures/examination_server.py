"""The site with a bundled examination whose papers are open, for candidates who come over HTTP.

In: a port, how many candidates. Out: a line with their tickets, then a server until it is stopped.
"""

import json
import os
import sys
from pathlib import Path

from liangcai_cli.serve import open_doors, serve
from liangcai_cli.site import open_site


def main(port: int, count: int) -> None:
    """Prepare, print, serve."""
    open_site(Path(os.environ["LIANGCAI_HOME"]))
    from bench.examination import occupations, open_to_all

    print(json.dumps(open_to_all(occupations()[0], count)), flush=True)
    from liangcai_web.site.asgi import application

    with open_doors(port) as doors:
        serve(doors, application)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
