"""Files that somebody hostile, or a machine that broke, may send: (name, bytes) of each. Made here, small, and safe."""

# ruff: noqa: E501 -- rows of data

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

RTL, NUL = "\u202e", "\0"
SCRIPT = b"<script>alert(1)</script>"


def picture(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (29, 78, 137)).save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, width: int = 8, height: int = 8, rows: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows or (b"\0" + b"\1\2\3" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + chunk(b"IEND", b"")


def archive(*members: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, content)
    return out.getvalue()


def link(name: str, target: str) -> bytes:
    """An archive that holds a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        made.writestr(info, target)
    return out.getvalue()


def encrypted() -> bytes:
    content = bytearray(archive(("guide.md", b"# Rien")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def exif_bomb() -> bytes:
    """An EXIF segment whose count of entries is a lie."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">H", 65535) + struct.pack(">HHII", 0x010E, 2, 0xFFFFFFF0, 26) * 4000
    segment = b"Exif\0\0" + tiff[:60000]
    jpeg = picture("JPEG")
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def pictures() -> list[tuple[str, bytes]]:
    jpeg, whole = picture("JPEG"), picture("PNG")
    frames = [Image.new("P", (300, 300), number % 255) for number in range(400)]
    gif = io.BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])
    return [
        ("vide.png", b""),
        ("tronque.jpg", jpeg[: len(jpeg) // 2]),
        ("tronque.png", whole[:-20]),
        ("tronque.webp", picture("WEBP")[:-30]),
        ("tronque.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 40),
        ("geant.png", png(width=60_000, height=60_000, rows=b"\0" * 1000)),
        ("nul.png", png(width=0, height=0, rows=b"\0")),
        ("texte.png", png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000)))),
        ("profil.png", png(chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * 30_000_000)))),
        ("exif.jpg", exif_bomb()),
        ("exif-long.jpg", picture("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08" + b"\0\1" * 20_000)),
        ("images.gif", gif.getvalue()),
        ("page.png", b"<html>" + SCRIPT),
        ("polyglotte.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;" + SCRIPT),
        ("polyglotte.jpg", jpeg + archive(("evil.php", b"<?php phpinfo();"))),
        ("script.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"),
        ("svg.png", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
        ("image.eps.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999 9999\n(file) run\n"),
        (f"rtl{RTL}gnp.exe.png", whole),
        (f"nul{NUL}.php.png", whole),
        ("a" * 300 + ".png", whole),
        ("../../etc/passwd.png", whole),
        ("é" * 90 + ".png", whole),
        ("con.png", whole),
        (".png", whole),
        ("deux.lignes\r\nX-Evil: 1.png", whole),
        ("cmyk.jpg", _cmyk()),
        ("16bits.png", _deep()),
    ]  # fmt: skip


def _cmyk() -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (64, 48)).save(out, "JPEG")
    return out.getvalue()


def _deep() -> bytes:
    out = io.BytesIO()
    Image.new("I;16", (64, 48)).save(out, "PNG")
    return out.getvalue()


HEAD = b"---\ntitle: Griller\nlicence: cc-by-4.0\n"


def guides() -> list[tuple[str, bytes]]:
    """Markdown and archives for the import."""
    aliases = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(12)
    )
    step = b"## \xc3\x89tape : Accueil (5 min)\n\nBonjour.\n"
    return [
        ("bombe.md", b"---\n" + aliases + b"title: *l\n---\n" + step),
        ("fusion.md", b"---\n" + b"".join(b"k%d: &k%d {<<: [%s]}\n" % (n, n, b"*k%d," % (n - 1) * 9 if n else b"{}")
                                          for n in range(12)) + b"title: x\n---\n" + step),
        ("objet.md", b"---\ntitle: !!python/object/apply:os.system [id]\n---\n" + step),
        ("profond.md", b"---\ntitle: " + b"[" * 5000 + b"]" * 5000 + b"\n---\n" + step),
        ("citations.md", HEAD + b"---\n" + b"> " * 5000 + b"fin\n"),
        ("listes.md", HEAD + b"---\n" + b"".join(b"  " * n + b"- x\n" for n in range(1500))),
        ("crochets.md", HEAD + b"---\n" + b"[" * 50_000),
        ("etoiles.md", HEAD + b"---\n" + b"*a **b " * 20_000),
        ("tables.md", HEAD + b"---\n" + b"|a" * 3000 + b"|\n" + b"|-" * 3000 + b"|\n"),
        ("balises.md", HEAD + b"---\n" + b"<div>" * 8000),
        ("entites.md", HEAD + b"---\n" + b"&" * 100_000),
        ("notes.md", HEAD + b"---\n" + b"".join(b"[^%d]: x\n" % n for n in range(5000))),
        ("utf16.md", "---\ntitle: Été\n---\n".encode("utf-16")),
        ("latin1.md", "---\ntitle: Été\n---\n\nÀ bientôt.\n".encode("latin-1")),
        ("zeros.md", b"---\ntitle: a\0b\n---\n" + step + b"\0\0"),
        ("controle.md", b'---\ntitle: "a\\u202eb\\x07"\n---\n' + step),
        ("titre.md", b"---\ntitle: " + b"a" * 100_000 + b"\n---\n" + step),
        ("etiquettes.md", HEAD + b"tags: [" + b",".join(b"t%d" % n for n in range(3000)) + b"]\n---\n" + step),
        ("nombre.md", HEAD + b"group_min: 1e400\nage_min: -99999999999999999999\ncost: NaN\n---\n" + step),
        ("date.md", HEAD + b"tested_on: 9999999-99-99\nyear: .inf\n---\n" + step),
        ("rien.md", b""),
        ("faux.zip", b"PK\x03\x04" + b"\0" * 30),
        ("coupe.zip", archive(("guide.md", step * 50))[:-30]),
        ("chemin.zip", archive(("../../../../tmp/communs-evade.md", step), ("/etc/communs-evade", b"x"))),
        ("windows.zip", archive(("..\\..\\communs-evade.md", step), ("C:\\communs-evade.md", step))),
        ("lien.zip", link("guide.md", "/etc/passwd")),
        ("bombe.zip", archive(("guide.md", HEAD + b"---\n" + b"0" * 300_000_000))),
        ("poupees.zip", archive(("a.zip", archive(("b.zip", archive(("guide.md", step))))))),
        ("foule.zip", archive(*((f"{n}.md", b"x") for n in range(6000)))),
        ("profond.zip", archive(("a/" * 900 + "guide.md", step))),
        ("secret.zip", encrypted()),
        ("noms.zip", archive(("a" * 300 + ".md", step), (f"b{RTL}.md", step), ("con.md", step))),
        ("image.zip", archive(("guide.md", HEAD + b"pictures:\n  images/a.png: {alt: x, licence: cc0-1.0}\n---\n" + step
                               + b"![x](images/a.png)\n"), ("images/a.png", png(width=60_000, height=60_000, rows=b"0")))),
        ("dehors.zip", archive(("guide.md", HEAD + b"pictures:\n  ../../../etc/passwd: {alt: x}\n---\n" + step
                                + b"![x](../../../etc/passwd)\n![y](file:///etc/passwd)\n"))),
    ]  # fmt: skip


def documents() -> list[tuple[str, bytes]]:
    return [
        ("page.html", SCRIPT), ("macro.docm", b"PK\x03\x04"), ("script.svg", b"<svg onload='alert(1)'/>"),
        ("vide.pdf", b""), ("bombe.zip", archive(("a", b"0" * 50_000_000))), (f"x{RTL}fdp.exe", b"MZ"),
        (f"nul{NUL}.pdf", b"%PDF-1.4"), ("a" * 300 + ".pdf", b"%PDF-1.4"), ("../../x.pdf", b"%PDF-1.4"),
        ("lignes\r\nX: 1.pdf", b"%PDF-1.4"), (".htaccess", b"x"), ("sans-fin", b"x"),
    ]  # fmt: skip
