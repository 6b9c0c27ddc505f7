"""Papers as pictures, made from what stands in them: a card, a slip.

In: a table of labels and values. Out: SVG, without scripts, links or fonts of its own. Follows: the layouts are ours
and copy no document; every paper of a station says that it is a specimen.
"""

from html import escape

from liangcai_stations.record.scene import Table

WIDTH, TOP, LINE, TEETH = 430, 62, 34, 42


def draw_picture(table: Table) -> str:
    """The picture of a table, in the layout that it names."""
    return draw_card(table) if table.picture == "card" else draw_slip(table)


def draw_card(table: Table) -> str:
    """A card: a head without a face on the left, label and value line by line on the right."""
    height = TOP + LINE * max(len(table.rows), 3) + 40
    lines = [
        f'<text x="140" y="{TOP + LINE * place + 16}" font-size="13" fill="#5a6b7b">{escape(row[0])}</text>'
        f'<text x="200" y="{TOP + LINE * place + 16}" font-size="17">{escape(" ".join(row[1:]))}</text>'
        for place, row in enumerate(table.rows)
    ]
    face = '<circle cx="72" cy="96" r="22" fill="#c9d4de"/><path d="M32 160a40 34 0 0 1 80 0z" fill="#c9d4de"/>'
    frame = f'<rect x="2" y="2" width="{WIDTH - 4}" height="{height - 4}" rx="14" fill="#f4f7fa" stroke="#8aa0b4"/>'
    return close(height, table.zh, f"{frame}{face}{''.join(lines)}")


def draw_slip(table: Table) -> str:
    """A slip: a torn strip with label and value in two columns, ruled."""
    height = TOP + LINE * len(table.rows) + 46
    lines = [
        f'<text x="28" y="{TOP + LINE * place + 20}" font-size="15" fill="#444">{escape(row[0])}</text>'
        f'<text x="200" y="{TOP + LINE * place + 20}" font-size="17">{escape(" ".join(row[1:]))}</text>'
        f'<path d="M24 {TOP + LINE * place + 29}H{WIDTH - 24}" stroke="#ccc" stroke-dasharray="3 3"/>'
        for place, row in enumerate(table.rows)
    ]
    teeth = "".join(f"l{(WIDTH - 4) / TEETH:.2f} {-8 if place % 2 else 8}" for place in range(TEETH))
    frame = f'<path d="M2 {height - 12}V2H{WIDTH - 2}V{height - 12}" fill="#fffdf6" stroke="#b9ad8a"/>'
    tear = f'<path d="M2 {height - 12}{teeth}" fill="none" stroke="#b9ad8a"/>'
    return close(height, table.zh, f"{frame}{tear}{''.join(lines)}")


def close(height: int, title: str, drawn: str) -> str:
    """The whole picture, with its heading and the word that it is a specimen."""
    head = f'<text x="24" y="38" font-size="19" font-weight="bold">{escape(title)}</text>'
    mark = f'<text x="{WIDTH - 24}" y="38" font-size="13" fill="#a33" text-anchor="end">样证 SPECIMEN</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif">{drawn}{head}{mark}</svg>'
    )
