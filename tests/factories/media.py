"""Small pictures and files with real bytes, and the library items made of them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from commons.library.models import LicensedDocument, LicensedImage

BLUE = (29, 78, 137)


def picture_bytes(*, size=(64, 48), colour=BLUE, format="PNG"):  # noqa: A002 -- Pillow's own word
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, format)
    return out.getvalue()


def make_picture(title="Le marché", *, content=None, name="marche.png", **fields):
    """A picture of the library under CC BY-SA 4.0, with an alternative text."""
    defaults = {
        "licence": "cc-by-sa-4.0",
        "description": f"{title}, vu de loin",
        "credits": [{"name": "Awa Diallo", "role": "photographer", "url": ""}],
    }
    picture = LicensedImage(title=title, file=ContentFile(content or picture_bytes(), name=name), **defaults | fields)
    picture.save()
    return picture


def make_file(title="Le plan", *, content=b"%PDF-1.4 plan", name="plan.pdf", **fields):
    """A file of the library under CC BY 4.0."""
    defaults = {"licence": "cc-by-4.0", "credits": [{"name": "Les Amis du sentier", "role": "author", "url": ""}]}
    file = ContentFile(content, name=name)
    document = LicensedDocument(title=title, file=file, file_size=len(content), **defaults | fields)
    document.save()
    return document


def with_long_text(size):
    """A PNG whose compressed text chunk opens to `size` bytes."""
    content = picture_bytes()
    data = b"Comment\0\0" + zlib.compress(b"a" * size)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    end = content.index(b"IDAT") - 4
    return content[:end] + chunk + content[end:]
