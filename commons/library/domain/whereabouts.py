"""Where a picture was taken and with which very camera: nobody means to publish it. Taken out, the rest left as it is.

The pictures that phones put behind a JPEG (Multi-Picture Format) hold all of it again, and go, as does whatever else
stands behind the end of a picture. No picture is drawn anew.
"""

from __future__ import annotations

from commons.library.domain.avif_items import clean_avif
from commons.library.domain.jpeg_segments import clean_jpeg
from commons.library.domain.picture_chunks import PNG, clean_gif, clean_png, clean_webp
from commons.library.domain.private_exif import tells_place
from commons.library.domain.private_xml import without_place

_PACKET, _PACKET_ENDS = b"<rdf:RDF", b"</rdf:RDF>"


def without_whereabouts(content: bytes) -> bytes:
    """The same picture without its place, every pixel as it was; the very same bytes when none is written there.

    `content` is a picture that `check_picture` accepted. Of one whose parts do not hold together, raises what
    `picture_formats.BROKEN` lists.
    """
    if content.startswith(b"\xff\xd8"):
        return clean_jpeg(content)
    if content.startswith(PNG):
        return clean_png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return clean_webp(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return clean_gif(content)
    return clean_avif(content)


def tells_whereabouts(content: bytes) -> bool:
    """Whether a picture of a format that nothing here writes (TIFF, HEIF) says where or with which camera it was made.

    True of any Exif block in one that no reader opens.
    """
    start = content.find(_PACKET)
    while start >= 0:
        end = content.find(_PACKET_ENDS, start)
        packet = content[start : end + len(_PACKET_ENDS) if end >= 0 else len(content)]
        if without_place(packet) != packet:
            return True
        start = content.find(_PACKET, start + len(packet))
    return tells_place(content)
