"""What machines read about a work: each format is written from the same record and read back to it.

Readers take anything: they give a `Work`, as much as is certain of it, or None, and raise nothing but `UnreadableMark`.
"""

from licences.core.marks.jsonld import agents, jsonld, read_jsonld, write_jsonld
from licences.core.marks.markdown import read_markdown
from licences.core.marks.rdfa import read_rdfa
from licences.core.marks.record import UnreadableMark, tidy
from licences.core.marks.turtle import write_turtle
from licences.core.marks.xmp import read_xmp, write_xmp

__all__ = [
    "UnreadableMark",
    "agents",
    "jsonld",
    "read_jsonld",
    "read_markdown",
    "read_rdfa",
    "read_xmp",
    "tidy",
    "write_jsonld",
    "write_turtle",
    "write_xmp",
]
