"""Bytes of pictures, for tests that know no Django."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def square(size: int = 64) -> bytes:
    content = BytesIO()
    Image.new("RGB", (size, size), (29, 78, 137)).save(content, "PNG")
    return content.getvalue()
