"""What some sheets keep of the wiki they were copied from (MediaWiki): links, videos and pictures become Markdown."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^===+\s*(.+?)\s*===+\s*", re.MULTILINE)
_LINK = re.compile(r"(?<!\])\[(https?://[^\s\]]{1,500})[ \t]+([^\[\]\n]{1,300})\](?!\()")
_PICTURE = re.compile(r"^[ \t]*(?:Fichier|File):([^|\s]+)[^\n]*$", re.MULTILINE)
_VIDEO = re.compile(r"\b(?:ev:)?(youtube|dailymotion)\|([\w-]+)")
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "dailymotion": "https://www.dailymotion.com/video/"}
_CATEGORY = re.compile(r":?(?:Catégorie|Category):[^|\n]{0,200}\|")
_PAGE = re.compile(r"^([*-][ \t]+)[^|\n]{0,200}\w\|(?=\w[^|\n]*$)", re.MULTILINE)
_STRAY = re.compile(r"^[ \t]*\|[ \t]*$", re.MULTILINE)


def to_markdown(text: str) -> str:
    """The same with headings, links, videos and pictures as Markdown; of a link to a page, its words alone."""
    text = _STRAY.sub("", _HEADING.sub(r"\n### \1\n\n", text))
    text = _VIDEO.sub(lambda match: f"<{_VIDEOS[match[1]]}{match[2]}>", text)
    text = _PICTURE.sub(r"![](\1)", _LINK.sub(r"[\2](\1)", text))
    return _PAGE.sub(r"\1", _CATEGORY.sub("", text))
