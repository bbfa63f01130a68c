"""What one page costs in one process, without the page cache and without a server: milliseconds, and queries asked.

    python bench/one_process.py --folder /tmp/sites/20000

FOLDER is a site that `pages.py --folder` made. Prints Markdown: the median of many requests after a first one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, environment
from bench.pages import page_paths, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 60
HOST = BASE.removeprefix("http://")


def measure(paths: dict[str, list[str]]) -> Iterator[str]:
    # ruff: noqa: PLC0415 -- Django is set up for the folder first
    from django.db import connection
    from django.test import Client

    def count(execute: Any, *arguments: Any) -> Any:
        asked.append(arguments[0])
        return execute(*arguments)

    client = Client(headers={"host": HOST, "accept-language": "fr"})
    for page, listed in paths.items():
        path = listed[0]
        client.get(path)
        asked: list[str] = []
        with connection.execute_wrapper(count):
            answer = client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004 -- HTTP's own
            sys.exit(f"{path}: {answer.status_code}")
        times = []
        for _request in range(REQUESTS):
            start = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - start) * 1000)
        yield f"| {page} | {statistics.median(times):.1f} | {len(asked)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="a site that pages.py made")
    folder = parser.parse_args().folder
    paths = page_paths(prepare(folder, items=0))
    os.environ.update(environment(folder, cached=False))

    import django

    django.setup()
    print("| page | ms | queries |")
    print("|---|---|---|")
    for row in measure(paths):
        print(row, flush=True)


if __name__ == "__main__":
    main()
