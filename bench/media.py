"""The list of media and the page of one, among 200 and among 20,000: drawn, never taken from the page cache.

    python bench/media.py

Prints Markdown. Each size in a process of its own, on SQLite in memory; times are medians, the sizes take turns in the
same run. Memory is the peak of Python's own while one page is drawn.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

if TYPE_CHECKING:
    from django.test import Client

SIZES, ROUNDS, TIMES, BATCH = (200, 20_000), 2, 9, 500
KINDS = ("image", "image", "document", "sound")


def fill(total: int) -> None:
    """Public media of three kinds, each picture with its renditions, as offering them would have left them."""
    from django.utils import timezone  # noqa: PLC0415 -- after the settings
    from wagtail.models import Collection  # noqa: PLC0415 -- the same

    from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem  # noqa: PLC0415 -- the same

    collection, now = Collection.get_first_root_node(), timezone.now()
    models: dict[str, tuple[Any, str, dict[str, Any]]] = {
        "image": (LicensedImage, "image", {"width": 4000, "height": 3000}),
        "document": (LicensedDocument, "document", {}),
        "sound": (LicensedMedia, "media", {"type": "audio"}),
    }
    for kind, (model, field, more) in models.items():
        numbers = [number for number in range(total) if KINDS[number % len(KINDS)] == kind]
        rows = [
            model(
                title=f"Un média {number}", file=f"{field}/{number}.jpg", licence="cc-by-4.0", collection=collection,
                credits=[{"name": "Awa Diallo", "role": "author", "url": ""}], uuid=uuid.UUID(int=number + 1), **more,
            )
            for number in numbers
        ]  # fmt: skip
        rows = model.objects.bulk_create(rows, batch_size=BATCH)
        items = [
            MediaItem(
                slug=f"media-{number}", kind=kind, licence="cc-by-4.0", collection=collection, is_public=True,
                public_since=now, offered_at=now, facts={"bytes": 1_000_000, "of": "x"}, **{field: row},
            )
            for number, row in zip(numbers, rows, strict=True)
        ]  # fmt: skip
        MediaItem.objects.bulk_create(items, batch_size=BATCH)
        if kind == "image":
            _renditions(rows)


def _renditions(pictures: list[Any]) -> None:
    from wagtail.images.models import Filter  # noqa: PLC0415 -- after the settings

    from commons.library.models import LicensedRendition  # noqa: PLC0415 -- the same
    from community.renditions import specs_for  # noqa: PLC0415 -- the same

    rows = [
        LicensedRendition(
            image=picture, filter_spec=spec, focal_point_key=Filter(spec=spec).get_cache_key(picture),
            width=400 + number, height=200, file=f"images/{picture.pk}-{number}.webp",
        )
        for picture in pictures
        for number, spec in enumerate(specs_for(picture))
    ]  # fmt: skip
    LicensedRendition.objects.bulk_create(rows, batch_size=BATCH)


def ask(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)  # noqa: PLR2004, S101 -- it measures what it says


def median(client: Client, address: str, *, forgotten: bool) -> float:
    """Milliseconds; `forgotten`: what the site remembers of its counts is forgotten each time too."""
    from django.core.cache import caches  # noqa: PLC0415 -- after the settings

    from web.page_cache.generation import invalidate_pages  # noqa: PLC0415 -- the same

    times = []
    for _time in range(TIMES):
        if forgotten:
            invalidate_pages()
            caches["default"].clear()
        start = time.perf_counter()
        ask(client, address)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def queries(client: Client, address: str) -> int:
    from django.db import connection  # noqa: PLC0415 -- after the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    with CaptureQueriesContext(connection) as context:
        ask(client, address)
    return len(context)


def memory(client: Client, address: str) -> float:
    """MB at the peak, beyond what there was before."""
    gc.collect()
    tracemalloc.start()
    ask(client, address)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def measure(total: int) -> None:
    import django  # noqa: PLC0415 -- in a process of its own

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after the settings
    from django.db import connection  # noqa: PLC0415 -- the same
    from django.test import Client  # noqa: PLC0415 -- the same

    from home.domain.site import set_up_site  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    set_up_site()
    fill(total)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    asked = {
        "the list": "/medias/", "its images": "/medias/?genre=image",
        "its page in the middle": f"/medias/?page={total // 48}",
        "one media item": f"/medias/media-{total // 2}/",
    }  # fmt: skip
    for name, address in asked.items():
        ask(client, address)
        drawn, cold = (median(client, address, forgotten=forgotten) for forgotten in (False, True))
        numbers = f"{drawn:.1f} | {cold:.1f} | {queries(client, address)} | {memory(client, address):.2f}"
        print(f"| {name} | {total:,} | {numbers} |", flush=True)


def main() -> None:
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    print("| page | media | drawn, ms | the same, counts forgotten | queries | memory, MB |")
    print("|---|---|---|---|---|---|", flush=True)
    for _round in range(ROUNDS):
        for size in SIZES:
            subprocess.run([sys.executable, __file__, str(size)], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
