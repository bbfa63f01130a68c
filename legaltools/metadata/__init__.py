"""What machines read about a work: each format is written from the same record and read back to it.

Readers take anything: they give a `Work`, as much as is certain of it, or None, and raise nothing but
`UnreadableMetadata`.
"""

from legaltools.metadata.jsonld import agents, jsonld, read_jsonld, write_jsonld
from legaltools.metadata.markdown import read_markdown
from legaltools.metadata.rdfa import read_rdfa
from legaltools.metadata.reading import Reading, read_metadata, xmp_packet
from legaltools.metadata.record import UnreadableMetadata, tidy
from legaltools.metadata.turtle import write_turtle
from legaltools.metadata.xmp import read_xmp, read_xmp_values, write_xmp

__all__ = [
    "Reading",
    "UnreadableMetadata",
    "agents",
    "jsonld",
    "read_jsonld",
    "read_markdown",
    "read_metadata",
    "read_rdfa",
    "read_xmp",
    "read_xmp_values",
    "tidy",
    "write_jsonld",
    "write_turtle",
    "write_xmp",
    "xmp_packet",
]
