"""What a reader's browser fetches for the home, guide and search pages: requests, and bytes once compressed.

    python bench/weight.py

Serves the demo with production settings, opens each page in Debian's chromium with an empty cache at 390 pixels wide,
and counts what it asked for. Text counts as gzip -6 makes it, as the server in front would send it; pictures and fonts
count as they are. Prints Markdown.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.pages import BASE, manage, serve

PAGES = {"home": "/", "guide": "/guides/cartographier-sa-rue-a-pied/", "search": "/recherche/?q=atelier"}
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts", "image": "pictures"}
TEXT = {"HTML", "CSS", "JS"}


def weigh(browser: Browser, path: str) -> tuple[int, dict[str, int]]:
    """Requests made, and bytes by kind, for one page opened afresh."""
    page = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR").new_page()
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
    folder = Path(tempfile.mkdtemp(prefix="communs-bench-"))
    try:
        for command in (("migrate",), ("collectstatic", "--no-input"), ("load_demo",)):
            manage(folder, *command)
        server = serve(folder, cached=True)
        try:
            show_table()
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def show_table() -> None:
    columns = ("page", "requests", "HTML", "CSS", "JS", "the three together", "fonts", "pictures")
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path in PAGES.items():
            count, sizes = weigh(browser, path)
            texts = [sizes[kind] for kind in ("HTML", "CSS", "JS")]
            cells = [*texts, sum(texts), sizes["fonts"], sizes["pictures"]]
            print(f"| {name} | {count} | " + " | ".join(f"{size / 1000:.1f} kB" for size in cells) + " |")
        browser.close()


if __name__ == "__main__":
    main()
