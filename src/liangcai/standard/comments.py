"""Comments in the text of a document.

In: a text. Out: where its comments stand. Follows: ``<!-- … -->`` as in Markdown and saved pages, over lines as well;
one that is never closed is no comment.
"""


def find_comments(text: str) -> list[tuple[int, int]]:
    """The runs from each opening to the next closing mark, in time linear in the text however many are left open."""
    found: list[tuple[int, int]] = []
    start = text.find("<!--")
    while start >= 0:
        closing = text.find("-->", start + 4)
        if closing < 0:
            break
        found.append((start, closing + 3))
        start = text.find("<!--", closing + 3)
    return found
