"""What the papers of media cost: hashes of a large picture, near copies among 20,000, a licence written into a file.

    python bench/papers.py

Prints Markdown. Times are medians; the tables of the database are SQLite's, in memory.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from django.core.management import call_command  # noqa: E402 -- once the site is set up
from PIL import Image  # noqa: E402 -- the same
from wagtail.models import Collection  # noqa: E402 -- the same

from commons.library.domain.hashes import _bands, digest, items_with, near_pictures, picture_hash  # noqa: E402 -- the same
from commons.library.domain.marking import marked, packet  # noqa: E402 -- the same
from commons.library.models import FileHash, LicensedImage, MediaItem, PictureHash  # noqa: E402 -- the same
from legaltools import catalogue  # noqa: E402 -- the same
from legaltools.credit import Author, Work  # noqa: E402 -- the same

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 15
WORK = Work(title="Le marché", authors=(Author("Awa Diallo"),), licence=catalogue.get("cc-by-sa-4.0"))


def median(measured: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _time in range(TIMES):
        start = time.perf_counter()
        measured()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def large(format_: str) -> bytes:
    """A picture of 12 million points, as a phone takes it."""
    noise = Image.effect_noise((500, 375), 90).resize((4000, 3000))
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(out, format_, quality=96)
    return out.getvalue()


def fill(first: int, last: int, chance: random.Random) -> None:
    collection = Collection.get_first_root_node()
    rows = [
        LicensedImage(
            title=f"Image {n}", file=f"original_images/{n}.jpg", width=4000, height=3000, licence="cc-by-4.0",
            collection=collection, uuid=uuid.UUID(int=n + 1),
        )
        for n in range(first, last)
    ]  # fmt: skip
    rows = LicensedImage.objects.bulk_create(rows, batch_size=500)
    items = [
        MediaItem(slug=f"image-{row.pk}", kind="image", image=row, licence="cc-by-4.0", collection=collection)
        for row in rows
    ]
    items = MediaItem.objects.bulk_create(items, batch_size=500)
    hashes = [chance.getrandbits(64) for _item in items]
    PictureHash.objects.bulk_create(
        [
            PictureHash(item=i, dhash=f"{h:016x}", hashed_name="x", **_bands(h))
            for i, h in zip(items, hashes, strict=True)
        ],
        batch_size=500,
    )
    FileHash.objects.bulk_create(
        [FileHash(item=i, sha256=digest(str(i.pk).encode()), of="stored") for i in items], batch_size=500
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    chance = random.Random(1)
    print("| what | median, ms |")
    print("|---|---|")
    picture = large("JPEG")
    size = f"{len(picture) / 1e6:.1f} MB"
    print(f"| SHA-256 of a JPEG of {size} | {median(lambda: digest(picture)):.1f} |")
    print(f"| perceptual hash of the same | {median(lambda: picture_hash(io.BytesIO(picture))):.1f} |")
    xmp = packet(WORK, page="https://communs.example/medias/le-marche/")
    print(f"| licence written into the same | {median(lambda: marked(picture, xmp)):.1f} |")
    for before, total in ((0, 200), (200, 20_000)):
        fill(before, total, chance)
        known = PictureHash.objects.last()
        value = int(known.dhash, 16) ^ 0b101
        found = near_pictures(value, size=(4000, 3000), among=MediaItem.objects.all())
        assert [item.pk for item in found] == [known.item_id]  # noqa: S101 -- it measures what it says
        took = median(lambda: near_pictures(value, size=(4000, 3000), among=MediaItem.objects.all()))  # noqa: B023 -- at once
        print(f"| near copies of a picture among {total:,} | {took:.2f} |")
        sha256 = digest(str(known.item_id).encode())
        print(f"| the item of a hash among {total:,} | {median(lambda: list(items_with(sha256))):.2f} |")  # noqa: B023 -- at once


if __name__ == "__main__":
    main()
