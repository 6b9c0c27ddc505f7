"""What passes between the parent and a parsing child: plain data, a request in and an answer out.

In: a file, or what was read from it. Out: bytes. Follows: msgpack with fixed shapes, so that a child that a file has
taken over can send nothing but text, numbers and findings.
"""

import msgspec

from liangcai.findings import Finding
from liangcai.standard.forms.extract import Extract


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read."""

    name: str
    data: bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, and the findings."""

    extract: Extract | None
    findings: tuple[Finding, ...]
