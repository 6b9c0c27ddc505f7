"""One form for words that mean the same, so that they can be compared.

In: words as anybody typed them. Out: the plain form. Follows: Unicode NFKC; full-width forms, spaces and letter case
carry no meaning in an answer.
"""

import unicodedata


def plain_words(words: str) -> str:
    """NFKC, no spaces, lower case, no end mark; a point inside stays, since 4.32 is not 432."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold().rstrip("。.;；，,、")
