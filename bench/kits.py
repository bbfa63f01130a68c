"""The verdict of kits of 1 to 100 items, each under a licence of its own: cold, as its first reader waits, and warm."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

SIZES = (1, 10, 100)
TIMES = 9


def entries(size: int) -> list[Any]:
    from commons.kits.domain.entries import Entry  # noqa: PLC0415 -- after the settings
    from legaltools import catalogue  # noqa: PLC0415 -- the same
    from legaltools.credit import Work  # noqa: PLC0415 -- the same

    tools = [tool for tool in catalogue.all_tools() if not tool.is_retired]
    step = max(len(tools) // size, 1)
    rows = []
    for number in range(size):
        tool = tools[number * step % len(tools)]
        work = Work(title=f"Item {number}", licence=tool)
        usage = "adapted" if number % 3 == 0 else "as_is"
        rows.append(Entry(key=str(number), title=work.title, url="/", kind="Guide", usage=usage, why="", work=work))
    return rows


def measure(size: int) -> tuple[float, float]:
    from commons.kits.domain.verdict import verdict_of  # noqa: PLC0415 -- after the settings

    held = entries(size)
    start = time.perf_counter()
    verdict_of(held)
    cold = time.perf_counter() - start
    warm = []
    for _time in range(TIMES):
        start = time.perf_counter()
        verdict_of(held)
        warm.append(time.perf_counter() - start)
    return cold, statistics.median(warm)


def materials() -> float:
    from commons.kits.domain.totals import gather_materials  # noqa: PLC0415 -- after the settings

    row = {"unit": "", "per": "person", "group_size": None, "note": "", "url": "", "quantity": Decimal(1)}
    listed = [(f"Guide {guide}", [{**row, "name": f"thing {one}"} for one in range(20)]) for guide in range(100)]
    start = time.perf_counter()
    gather_materials(listed, participants=30)
    return time.perf_counter() - start


def peak() -> float:
    """Megabytes that this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000


def main() -> None:
    if len(sys.argv) > 1:
        import django  # noqa: PLC0415 -- each size in a process of its own: the first answer is cold

        django.setup()
        before = peak()
        cold, warm = measure(int(sys.argv[1]))
        print(f"| {sys.argv[1]} | {cold * 1000:.1f} | {warm * 1000:.1f} | {peak() - before:.0f} MB |")
        if int(sys.argv[1]) == SIZES[-1]:
            print(f"\nMaterials of 100 guides of 20 lines, merged: {materials() * 1000:.0f} ms.")
        return
    print("| items, as many licences | first verdict, ms | again, ms | memory at most |\n|---|---|---|---|", flush=True)
    for size in SIZES:
        subprocess.run([sys.executable, __file__, str(size)], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
