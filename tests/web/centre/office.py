"""What the tests of the office's pages share: the address of a page of a batch, and a page as text."""

import re

from django.urls import reverse


def text_of(response):
    """The page as text, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(name, batch, *more):
    return reverse(name, args=[batch.uuid, *more])
