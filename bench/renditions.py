"""What it costs to draw a photograph in the sizes that people download, beside plain Pillow, and the memory of each.

    python bench/renditions.py

Each size has two processes of its own, one for us and one for Pillow alone, whose memory is what the system says it
took at most, less what it had with the photograph loaded; their times are taken in turn. Prints Markdown.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from PIL import Image  # noqa: E402 -- once the site is set up

from commons.library.domain.downloads import SIZES, _resized, _scaled  # noqa: E402 -- the same

TIMES = 7
WIDTH, HEIGHT = 6000, 4000
MEGABYTE = 1_000_000


def photograph() -> bytes:
    """A JPEG of 24 million points and about 5 MB."""
    noise = Image.effect_noise((WIDTH // 4, HEIGHT // 4), 20).resize((WIDTH, HEIGHT))
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(out, "JPEG", quality=88)
    return out.getvalue()


def ours(content: bytes, size: str) -> None:
    _resized(content, size)


def plain(content: bytes, size: str) -> None:
    """As a page of Pillow's manual does it, with the same filter and quality."""
    with Image.open(io.BytesIO(content)) as opened:
        smaller = opened.resize(_scaled(WIDTH, HEIGHT, SIZES[size]), Image.Resampling.LANCZOS)
    smaller.save(io.BytesIO(), "JPEG", quality=88)


WORKS = {"ours": ours, "plain": plain}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def answer(name: str, size: str, path: str) -> None:
    """For each line that comes in, draw once and say the seconds and the memory."""
    content = Path(path).read_bytes()
    before = peak()
    for _line in sys.stdin.buffer:
        start = time.perf_counter()
        WORKS[name](content, size)
        print(time.perf_counter() - start, peak() - before, flush=True)


def measure(path: str, size: str) -> None:
    processes = {name: started(name, size, path) for name in WORKS}
    seconds: dict[str, list[float]] = {name: [] for name in WORKS}
    memory: dict[str, float] = {}
    for turn in range(TIMES + 1):
        for name, process in processes.items():
            process.stdin.write("again\n")
            process.stdin.flush()
            spent, memory[name] = map(float, process.stdout.readline().split())
            if turn:
                seconds[name].append(spent)
    for process in processes.values():
        process.stdin.close()
        process.wait()
    mine, theirs = (statistics.median(seconds[name]) * 1000 for name in ("ours", "plain"))
    print(
        f"| {size}, {SIZES[size]} pixels | {mine:.0f} ms | {theirs:.0f} ms | {mine / theirs:.2f} | "
        f"{memory['ours']:.0f} MB | {memory['plain']:.0f} MB |", flush=True
    )  # fmt: skip


def started(name: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, name, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def main() -> None:
    if sys.argv[1:2] == ["photograph"]:
        Path(sys.argv[2]).write_bytes(photograph())
        return
    if len(sys.argv) > 1:
        answer(*sys.argv[1:])
        return
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "photograph.jpg")
        # What a process took at most is handed down to those it starts: this one never holds the picture.
        started("photograph", path).wait()
        print(f"A JPEG of {Path(path).stat().st_size / MEGABYTE:.1f} MB, {WIDTH} × {HEIGHT}.\n")
        print("| size | ours | plain Pillow | ratio | memory at most | Pillow's |")
        print("|---|---|---|---|---|---|")
        for size in SIZES:
            measure(path, size)


if __name__ == "__main__":
    main()
