"""How long a reader waits for the first screen on a slow phone: 400 ms to the server, 50 kB a second, empty cache.

    python bench/first_screen.py

Serves the demo with its own settings, as `make demo` does, opens each page in Debian's chromium at 390 pixels wide with
the network slowed down by DevTools and the processor four times, and notes when the first words and the largest thing
of the first screen were painted. The median of three. Prints Markdown.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, DEMO, browser, load, serve, temporary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "home": "/",
    "guides": "/guides/",
    "guide": "/guides/cartographier-sa-rue-a-pied/",
    "search": "/recherche/?q=atelier",
    "explanation": "/comprendre/partager-dans-les-memes-conditions/",
    "licence": "/licences/cc-by-sa-4.0/",
}
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER, TIMES = 4, 3
WATCH = """() => new Promise((told) => {
    let largest = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) largest = one.startTime; })
        .observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => told([performance.getEntriesByName("first-contentful-paint")[0].startTime, largest]), 300);
})"""


def measure(chromium: Browser, path: str) -> tuple[float, float]:
    """Milliseconds until the first words, and until the largest thing of the first screen."""
    page = chromium.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR").new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(BASE + path, wait_until="networkidle", timeout=60_000)
    first, largest = page.evaluate(WATCH)
    page.context.close()
    return first, largest


def main() -> None:
    with temporary() as folder:
        load(folder, settings=DEMO)
        with serve(folder, cached=True, settings=DEMO), browser() as chromium:
            show_table(chromium)


def show_table(chromium: Browser) -> None:
    print("| page | first words | largest of the first screen |\n|---|---|---|")
    for name, path in PAGES.items():
        times = [measure(chromium, path) for _ in range(TIMES)]
        first, largest = (statistics.median(column) / 1000 for column in zip(*times, strict=True))
        print(f"| {name} | {first:.1f} s | {largest:.1f} s |")


if __name__ == "__main__":
    main()
