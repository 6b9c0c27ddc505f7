"""Scripts and styles go out with what they import, as one file that works as the many do."""

import asyncio
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from liangcai_web.site.joined_files import IMPORTS, join_files
from liangcai_web.site.static_files import find_static, serve_static

SITTING = settings.WEB / "candidate/static/candidate/sitting.js"


def test_the_page_of_the_sitting_asks_for_one_script_that_holds_all_of_them() -> None:
    joined = join_files(SITTING).decode()
    assert not re.search(r"^(import|export) ", joined, re.MULTILINE)
    for script in SITTING.parent.glob("*.js"):
        kept = [line for line in script.read_text(encoding="utf-8").splitlines() if not line.startswith("import ")]
        assert all(line.removeprefix("export ") in joined for line in kept), script.name
    assert joined.index("class Sender") < joined.index("new Sender(")


def test_every_script_and_style_of_every_surface_can_be_joined() -> None:
    files = [path for suffix in IMPORTS for path in settings.WEB.glob(f"*/static/*/*{suffix}")]
    assert len(files) > 30
    for path in files:
        assert join_files(path)


def test_what_the_entry_exports_stays_exported_and_what_it_imports_comes_before_it(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("export const one = 1;\n", encoding="utf-8")
    (tmp_path / "two.js").write_text('import { one } from "./one.js";\nexport function two() {}\n', encoding="utf-8")
    entry = tmp_path / "entry.js"
    entry.write_text(
        'import { one } from "./one.js";\nimport { two } from "./two.js";\nexport class Three {}\n', encoding="utf-8"
    )
    parts = ["/* one.js */\nconst one = 1;\n", "/* two.js */\nfunction two() {}\n", "export class Three {}\n"]
    assert join_files(entry).decode() == "\n".join(parts)


def test_two_modules_that_name_different_things_alike_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("const LIMIT = 1;\nexport const one = LIMIT;\n", encoding="utf-8")
    entry = tmp_path / "entry.js"
    entry.write_text('import { one } from "./one.js";\n\nconst LIMIT = one;\n', encoding="utf-8")
    with pytest.raises(ValueError, match="LIMIT"):
        join_files(entry)


def test_a_style_has_what_it_imports_in_its_place() -> None:
    file = find_static("/static/pages/site.css")
    assert file is not None
    assert b"@import" not in file.content
    own = settings.WEB / "pages/static/pages"
    assert all((own / f"{name}.css").read_bytes() in file.content for name in ("tokens", "base", "components"))


def test_a_changed_neighbour_changes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from liangcai_web.site import static_files

    entry, neighbour = tmp_path / "entry.css", tmp_path / "other.css"
    entry.write_text('@import "other.css";\n', encoding="utf-8")
    neighbour.write_text("a {}\n", encoding="utf-8")
    monkeypatch.setattr(static_files.finders, "find", lambda _name: str(entry))
    before = find_static("/static/entry.css")
    neighbour.write_text("b {}\n", encoding="utf-8")
    os.utime(neighbour, (2e9, 2e9))
    after = find_static("/static/entry.css")
    assert before is not None
    assert after is not None
    assert before.content != after.content
    assert before.tag != after.tag


@pytest.mark.django_db
def test_an_address_names_the_content_and_what_it_names_is_kept_for_good(client: Client) -> None:
    page = client.get("/sitting").content.decode()
    address, version = re.search(r'href="(/static/pages/site\.css)\?(v=[0-9a-f]{20})"', page).groups()  # type: ignore[union-attr]
    for query, said in ((version, b"immutable"), ("", b"no-cache"), ("v=" + "0" * 20, b"no-cache")):
        headers = asyncio.run(ask(address, query))
        assert said in headers[b"cache-control"]
        assert headers[b"etag"] == f'"{version[2:]}"'.encode()


async def ask(path: str, query: str) -> dict[bytes, bytes]:
    """The headers under which a file is sent."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    assert await serve_static(scope, send)
    return dict(sent[0]["headers"])
