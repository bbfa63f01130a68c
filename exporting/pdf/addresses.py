"""Addresses on paper: the link behind words, the code to scan, and what people type."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

from exporting.pdf.glyphs import drawable
from legaltools.clean import web_address

# Characters, as they are percent-encoded. Typst refuses a link of some 8000, no phone reads a code of more than some
# hundred, and nobody types more than a line.
LONGEST_LINK, LONGEST_CODE, LONGEST_SHOWN = 4000, 600, 120


def linked(address: str) -> str:
    """The address in ASCII (RFC 3986); "" for what is no web address or is longer than LONGEST_LINK."""
    encoded = _encoded(address)
    return encoded if len(encoded) <= LONGEST_LINK else ""


def scanned(address: str) -> str:
    """The address that a code holds; "" for none, where it would be too fine to be read."""
    encoded = linked(address)
    return encoded if len(encoded) <= LONGEST_CODE else ""


def spelled(address: str) -> str:
    """As people type it, percent-encoded where no font here draws it; beyond LONGEST_SHOWN it is cut."""
    if drawable(address) != address:
        address = _encoded(address) or drawable(address)
    shown = address.partition("://")[2] or address
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def _encoded(address: str) -> str:
    try:
        parts = urlsplit(web_address(address))
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except ValueError:  # a name that no host can have
        return ""
    return str(iri_to_uri(urlunsplit(parts._replace(netloc=host))))
