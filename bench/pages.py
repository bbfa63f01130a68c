"""Requests a second of the guide page and the search page, as an anonymous reader gets them.

    python bench/pages.py --items 200 --items 20000

Each size gets a fresh SQLite database in a temporary folder, gunicorn with 2 workers and production settings, and
`wrk -t1 -c4` (Debian's package), which walks through 100 guides and 40 searches. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8099
BASE = f"http://127.0.0.1:{PORT}"
SECONDS = 10
SEARCHES = (
    *(
        "atelier",
        "carte",
        "radio",
        "écrire à plusieurs",
        "photo fête",
        "jeu licence",
        "réparer",
        "recette",
        "mémoire orale",
    ),
    *(
        "téléphone",
        "fanzine",
        "exposition",
        "image",
        "quartier",
        "enfants",
        "groupe",
        "débutant",
        "atelir",
        "cartografie",
    ),
    '"une heure"',
)
LUA = """
local paths = {{{paths}}}
local i = 0
request = function()
  i = i + 1
  return wrk.format("GET", paths[(i % #paths) + 1])
end
"""


def environment(folder: Path, *, cached: bool) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(40),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": BASE,
        "VAR_DIR": str(folder),
        "PAGE_CACHE_SECONDS": "300" if cached else "0",
        "LOG_LEVEL": "WARNING",
    }


def manage(folder: Path, *arguments: str) -> str:
    """What a management command prints; the demo refuses a public site's settings, so it is made with its own."""
    command = [sys.executable, "manage.py", *arguments]
    settings = {} if arguments[0] == "collectstatic" else {"DJANGO_SETTINGS_MODULE": "config.settings.demo"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(folder, cached=False) | settings,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def prepare(folder: Path, items: int) -> list[str]:
    """A site of `items` guides in `folder`; returns the addresses of 100 of them."""
    for command in (("migrate",), ("collectstatic", "--no-input"), ("load_demo",)):
        manage(folder, *command)
    out = manage(
        folder, "shell", "--no-imports", "-c", f"from bench.fill import fill; print(*fill({items}), sep='\\n')"
    )
    manage(folder, "rebuild_search")
    return [line for line in out.splitlines() if line.startswith("/guides/")]


def wrk(paths: list[str], folder: Path) -> tuple[float, str, str]:
    script = folder / "paths.lua"
    script.write_text(LUA.format(paths=", ".join(f'"{path}"' for path in paths)), encoding="utf-8")
    command = ["wrk", "-t1", "-c4", f"-d{SECONDS}s", "--latency", "-s", str(script), BASE]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        sys.exit(out)
    found = re.search(r"50%\s+(\S+).*99%\s+(\S+).*Requests/sec:\s+([\d.]+)", out, re.DOTALL)
    if not found:
        sys.exit(out)
    return float(found[3]), found[1], found[2]


def visit(path: str, *, timeout: float = 30) -> None:
    urllib.request.urlopen(BASE + path, timeout=timeout).close()


def serve(folder: Path, *, cached: bool) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{PORT}",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(folder, cached=cached))
    for _attempt in range(100):
        try:
            visit("/healthz", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return server
    server.kill()
    sys.exit("gunicorn did not answer within 20 seconds")


def measure(items: int) -> list[str]:
    folder = Path(tempfile.mkdtemp(prefix="communs-bench-"))
    rows = []
    try:
        guides = prepare(folder, items)
        searches = [f"/recherche/?q={urllib.request.quote(words)}" for words in SEARCHES]
        searches += [f"{path}&may=change" for path in searches]
        for cached in (False, True):
            shutil.rmtree(folder / "cache", ignore_errors=True)
            server = serve(folder, cached=cached)
            try:
                for name, paths in (("guide", guides), ("search", searches)):
                    for path in paths:  # renditions made and caches warm, as on a site that lives
                        visit(path)
                    rate, p50, p99 = wrk(paths, folder)
                    drawn = "kept" if cached else "drawn each time"
                    rows.append(f"| {name} | {items:,} | {drawn} | {rate:,.0f} | {p50} | {p99} |")
                    print(rows[-1], file=sys.stderr)
            finally:
                server.terminate()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, action="append", default=[])
    chosen = parser.parse_args().items or [200, 20_000]
    print("| page | items | page | requests/s | p50 | p99 |\n|---|---|---|---|---|---|")
    for items in chosen:
        print("\n".join(measure(items)))


if __name__ == "__main__":
    main()
