"""A very small PDF writer for the sheets of the demo: lines, boxes, pictures, and real text that can be searched.

Coordinates are points from the top left corner of the page.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageFont

from demo.drawing.canvas import FONTS, TEXT

if TYPE_CHECKING:
    from pathlib import Path

A4 = (595, 842)
_RULER = ImageFont.truetype(str(FONTS / TEXT), 100)


class Sheet:
    def __init__(self, title: str, *, language: str = "fr", size: tuple[int, int] = A4) -> None:
        self.title, self.language, self.size = title, language, size
        self.pages: list[list[str]] = [[]]
        self.pictures: list[bytes] = []

    def page(self) -> None:
        self.pages.append([])

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 11,
        *,
        bold: bool = False,
        turned: bool = False,
        middle: bool = False,
    ) -> None:
        """`y` is the baseline; `middle` centres on x, as near as Atkinson's widths are Helvetica's."""
        start = x - (length(words, size) / 2 * (-1 if turned else 1) if middle else 0)
        sign = -1 if turned else 1
        safe = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = f"{sign} 0 0 {sign} {start:.1f} {self.size[1] - y:.1f} Tm"
        self._put(f"BT /{'B' if bold else 'R'} {size} Tf {place} ({safe}) Tj ET")

    def paragraph(self, x: float, y: float, words: str, *, width: float, size: float = 11, bold: bool = False) -> float:
        """Wrapped words; the baseline after the last line."""
        for line in wrap(words, width=width, size=size):
            self.text(x, y, line, size, bold=bold)
            y += size * 1.4
        return y

    def line(self, x: float, y: float, x2: float, y2: float, *, width: float = 0.8, dashed: bool = False) -> None:
        height = self.size[1]
        dash = "[4 4] 0 d" if dashed else "[] 0 d"
        self._put(f"{dash} {width} w {x:.1f} {height - y:.1f} m {x2:.1f} {height - y2:.1f} l S")

    def box(self, x: float, y: float, w: float, h: float, *, width: float = 1, dashed: bool = False) -> None:
        self._put(
            f"{'[4 4]' if dashed else '[]'} 0 d {width} w {x:.1f} {self.size[1] - y - h:.1f} {w:.1f} {h:.1f} re S"
        )

    def rules(self, x: float, y: float, *, width: float, count: int, step: float = 24) -> float:
        """Lines to write on; the y after them."""
        for index in range(count):
            self.line(x, y + index * step, x + width, y + index * step, width=0.5)
        return y + count * step

    def picture(self, path: Path, x: float, y: float, *, width: float) -> None:
        with Image.open(path) as found:
            size = (1000, round(1000 * found.height / found.width))
            image = found.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        data = io.BytesIO()
        image.save(data, "JPEG", quality=72)
        self.pictures.append(data.getvalue())
        height = width * size[1] / size[0]
        self._put(
            f"q {width:.1f} 0 0 {height:.1f} {x:.1f} {self.size[1] - y - height:.1f} cm /P{len(self.pictures)} Do Q"
        )

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_file(self._objects()))

    def _put(self, words: str) -> None:
        self.pages[-1].append(words)

    def _objects(self) -> list[bytes]:
        first = 5 + len(self.pictures)
        kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(self.pages)))
        names = " ".join(f"/P{index + 1} {5 + index} 0 R" for index in range(len(self.pictures)))
        box = f"[0 0 {self.size[0]} {self.size[1]}]"
        found = [
            f"<< /Type /Catalog /Pages 2 0 R /Lang ({self.language}) "
            "/ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} /MediaBox {box} >>".encode(),
            _font("Helvetica"),
            _font("Helvetica-Bold"),
            *(_jpeg(data) for data in self.pictures),
        ]
        for index, page in enumerate(self.pages):
            content = first + 2 * index + 1
            resources = f"<< /Font << /R 3 0 R /B 4 0 R >> /XObject << {names} >> >>"
            found.append(f"<< /Type /Page /Parent 2 0 R /Resources {resources} /Contents {content} 0 R >>".encode())
            found.append(_stream("\n".join(page).encode("cp1252"), ""))
        title = b"<< /Title <" + ("\ufeff" + self.title).encode("utf-16-be").hex().encode() + b"> >>"
        return [*found, title]


def length(words: str, size: float) -> float:
    return _RULER.getlength(words) * size / 100


def wrap(words: str, *, width: float, size: float) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if length(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _jpeg(data: bytes) -> bytes:
    height = Image.open(io.BytesIO(data)).height
    size = f"/Width 1000 /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8"
    return _stream(data, f"/Type /XObject /Subtype /Image {size} /Filter /DCTDecode")


def _stream(data: bytes, keys: str) -> bytes:
    return f"<< {keys} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for index, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{index} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    return out + tail.encode()
