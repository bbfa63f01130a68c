"""What adding media costs: fifty pictures of 5 MB from a browser to the pool, what is drawn of each, and the memory.

    python bench/upload.py

Serves the demo with gunicorn, sends the pictures one by one as the script of the page does, offers them all, and reads
from /proc what the workers took. Prints Markdown.
"""

from __future__ import annotations

import importlib
import io
import os
import random
import re
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import APIRequestContext, sync_playwright

from bench.demo import BASE, DEMO, environment, load, serve, temporary

NUMBER, MEGABYTES = 50, 5
PASSWORD = "communs-demo"  # noqa: S105 -- the demo's own
ADD = f"{BASE}/medias/ajouter/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def picture(seed: int) -> bytes:
    """A JPEG of about 5 MB, 3000 × 2000: noise that no two share."""
    noise = Image.frombytes("L", (1500, 1000), random.Random(seed).randbytes(1_500_000))
    out = io.BytesIO()
    Image.merge("RGB", [noise] * 3).resize((3000, 2000)).save(out, "JPEG", quality=97)
    return out.getvalue()


def token(client: APIRequestContext, url: str) -> str:
    match = TOKEN.search(client.get(url).text())
    assert match is not None, url  # noqa: S101 -- a page without its form measures nothing
    return match[1]


def log_in(client: APIRequestContext) -> None:
    url = f"{BASE}/compte/login/"
    fields = {"login": "edition@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token(client, url)}
    client.post(url, form=fields, headers={"Referer": url})


def send(client: APIRequestContext, csrf: str, number: int) -> tuple[str, float]:
    file = {"name": f"photo {number}.jpg", "mimeType": "image/jpeg", "buffer": picture(number)}
    start = time.perf_counter()
    answer = client.post(
        f"{ADD}fichier/", multipart={"csrfmiddlewaretoken": csrf, "files": file}, headers={"Referer": ADD}
    )
    assert answer.ok, answer.text()  # noqa: S101 -- as above
    return answer.json()["token"], time.perf_counter() - start


def offer(client: APIRequestContext, csrf: str, tokens: list[str]) -> float:
    fields = {"csrfmiddlewaretoken": csrf, "do": "offer"}
    for number, key in enumerate(tokens):
        said = {
            "whose": "mine", "licence": "cc-by-sa-4.0", "authors": "Inès Caradec", "title": f"Un nuage, le {number}",
            "alternative": "Un nuage gris", "people": "nobody",
        }  # fmt: skip
        fields |= {f"{key}-{name}": value for name, value in said.items()}
    start = time.perf_counter()
    left = True
    while left:
        answer = client.post(ADD, form=fields, headers={"Referer": ADD}, timeout=600_000)
        assert answer.ok, answer.text()[:2000]  # noqa: S101 -- as above
        left = "data-upload-row" in answer.text()
    return time.perf_counter() - start


def largest_worker() -> int:
    """Most memory that a worker of this server ever held, in MB."""
    peaks = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_bytes()
            match = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        except OSError:
            continue
        if b"config.wsgi" in command and BASE.rpartition(":")[2].encode() in command and match:
            peaks.append(int(match[1]) // 1000)
    return max(peaks)


def renditions(folder: Path) -> list[float]:
    """Seconds to draw all that pages show of one of the pictures, on the site that was just filled."""
    # ruff: noqa: PLC0415 -- Django is set up for the folder first
    os.environ.update(environment(folder, cached=False, settings=DEMO))
    importlib.import_module("django").setup()
    from commons.library.models import LicensedImage
    from community.renditions import make_renditions

    times = []
    for image in LicensedImage.objects.filter(title__startswith="Un nuage")[:5]:
        image.renditions.all().delete()
        start = time.perf_counter()
        make_renditions(image)
        times.append(time.perf_counter() - start)
    return times


def main() -> None:
    with temporary() as folder:
        load(folder, settings=DEMO)
        with serve(folder, cached=False, settings=DEMO), sync_playwright() as playwright:
            client = playwright.request.new_context()
            log_in(client)
            csrf, before = token(client, ADD), largest_worker()
            sent = [send(client, csrf, number) for number in range(NUMBER)]
            seconds = offer(client, csrf, [key for key, _time in sent])
            after = largest_worker()
        times, drawn = [time for _key, time in sent], renditions(folder)
    print("| what | measured |")
    print("|---|---|")
    print(f"| {NUMBER} pictures of {len(picture(0)) / 1e6:.1f} MB sent, checked, cleaned, read | {sum(times):.1f} s |")
    print(f"| one of them | median {statistics.median(times):.2f} s, slowest {max(times):.2f} s |")
    print(f"| all {NUMBER} offered, their sizes drawn behind | {seconds:.1f} s |")
    print(f"| all the sizes of one picture drawn | median {statistics.median(drawn):.2f} s |")
    print(f"| memory of the largest worker | {before} MB before, {after} MB at most |")


if __name__ == "__main__":
    main()
