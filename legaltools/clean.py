"""Making what people typed safe to put in a sentence: one line, no hidden direction marks, only web addresses."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

# Direction marks, embeddings, overrides and isolates: one left open in a title would turn the whole credit around.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IN_ADDRESS = re.compile("[\x00-\x20\x7f-\xa0\"'<>\\\\^`{|}\u2028\u2029]")
_OPEN_ISOLATE, _CLOSE_ISOLATE = "\u2068", "\u2069"


def one_line(text: str) -> str:
    """Put on one line, without control or direction marks; letters and punctuation stay as they were written."""
    return " ".join(_CONTROL.sub("", _DIRECTION.sub("", text)).split())


def web_address(url: str) -> str:
    """Give the address when it is http or https with a host, its unsafe characters percent-encoded; otherwise ""."""
    url = _CONTROL.sub("", _DIRECTION.sub("", url)).strip()
    try:
        address = urlsplit(url)
        usable = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        return ""
    return _UNSAFE_IN_ADDRESS.sub(lambda match: quote(match[0]), url) if usable else ""


def reads_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)


def isolated(text: str) -> str:
    """Keep right-to-left words from reordering what surrounds them. Other text is given back as it is."""
    return f"{_OPEN_ISOLATE}{text}{_CLOSE_ISOLATE}" if reads_right_to_left(text) else text
