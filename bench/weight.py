"""What a reader's browser fetches for the home, guide and search pages: requests, and bytes once compressed.

    python bench/weight.py

Serves the demo with production settings, opens each page in Debian's chromium with an empty cache at 390 pixels wide,
and counts what it asked for. Text counts as gzip -6 makes it, as the server in front would send it; pictures and fonts
count as they are. Prints Markdown.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, browser, load, serve, temporary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

PAGES = {"home": "/", "guide": "/guides/cartographier-sa-rue-a-pied/", "search": "/recherche/?q=atelier"}
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts", "image": "pictures"}
TEXT = {"HTML", "CSS", "JS"}


def weigh(chromium: Browser, path: str) -> tuple[int, dict[str, int]]:
    """Requests made, and bytes by kind, for one page opened afresh."""
    page = chromium.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR").new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- it marks its handlers
    page.goto(BASE + path, wait_until="networkidle")
    sizes: dict[str, int] = defaultdict(int)
    for response in responses:
        kind = KINDS.get(response.request.resource_type, "other")
        body = response.body()
        sizes[kind] += len(gzip.compress(body, 6)) if kind in TEXT else len(body)
    page.context.close()
    return len(responses), sizes


def main() -> None:
    with temporary() as folder:
        load(folder)
        with serve(folder, cached=True), browser() as chromium:
            show_table(chromium)


def show_table(chromium: Browser) -> None:
    columns = ("page", "requests", "HTML", "CSS", "JS", "the three together", "fonts", "pictures")
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for name, path in PAGES.items():
        count, sizes = weigh(chromium, path)
        texts = [sizes[kind] for kind in ("HTML", "CSS", "JS")]
        cells = [*texts, sum(texts), sizes["fonts"], sizes["pictures"]]
        print(f"| {name} | {count} | " + " | ".join(f"{size / 1000:.1f} kB" for size in cells) + " |")


if __name__ == "__main__":
    main()
