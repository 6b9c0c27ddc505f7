"""The listing of an archive to be read and printed, in Chinese and English.

In: a manifest without its listing. Out: the bytes of an HTML page. Follows: every word is escaped; nothing is loaded.
"""

from datetime import datetime
from html import escape

from liangcai.credentials.archive import ArchiveManifest, Volume

STYLE = (
    "@page{size:A4;margin:18mm}body{font:14px/1.5 'Noto Sans SC',system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}th,td{border:1px solid #999;"
    "padding:.2rem .5rem;text-align:left;overflow-wrap:anywhere}td.n{text-align:right}code{font-size:.8em}"
)


def write_listing(manifest: ArchiveManifest, now: datetime) -> bytes:
    """A table a volume, with what heads it."""
    facts = (
        ("批次 Batch", manifest.title),
        ("机构 Organisation", manifest.organisation),
        ("职业与等级 Occupation and level", f"{manifest.occupation} {manifest.level}"),
        ("归档 Made", now.strftime("%Y-%m-%d %H:%M UTC")),
        ("纸质保存到 Paper until", str(manifest.paper_until)),
        ("电子保存到 Electronic until", str(manifest.electronic_until)),
        ("事实记录 Facts", f"{manifest.facts} {manifest.facts_head}"),
    )
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts)
    title = f"案卷目录 Listing of the archive · {escape(manifest.title)}"
    volumes = "".join(write_volume(volume) for volume in manifest.volumes)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1><table>{rows}</table>{volumes}"
        "<p>加封的文件含个人资料或保密内容，凭归档口令打开。Sealed files hold what is personal or secret; the pass "
        "phrase of the archive opens them.</p></html>\n"
    ).encode()


def write_volume(volume: Volume) -> str:
    """The files of a volume."""
    rows = "".join(
        f"<tr><td class=n>{number}</td><td>{escape(entry.zh)} {escape(entry.en)}</td><td>{escape(entry.name)}</td>"
        f"<td class=n>{entry.size:,}</td><td>{'加封 sealed' if entry.sealed else ''}</td>"
        f"<td><code>{entry.sha256}</code></td></tr>"
        for number, entry in enumerate(volume.entries, 1)
    )
    head = "<tr><th>№</th><th>文件 Document</th><th>文件名 Name</th><th>字节 Bytes</th><th></th><th>SHA-256</th></tr>"
    empty = "<tr><td colspan=6>无 none</td></tr>"
    return f"<h2>{escape(volume.zh)} {escape(volume.en)}</h2><table>{head}{rows or empty}</table>"
