"""Requests a second of the guide page and the search page, as an anonymous reader gets them.

    python bench/pages.py --items 200 --items 20000

Each size gets a fresh SQLite database in a temporary folder, gunicorn with 2 workers and production settings, and
`wrk -t1 -c4` (Debian's package), which walks through 100 guides and 40 searches. Prints Markdown.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, load, manage, serve, temporary, visit

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


def prepare(folder: Path, items: int) -> list[str]:
    """A site of `items` guides in `folder`; returns the addresses of 100 of them."""
    load(folder)
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


def measure(items: int) -> list[str]:
    rows = []
    with temporary() as folder:
        guides = prepare(folder, items)
        searches = [f"/recherche/?q={urllib.parse.quote(words)}" for words in SEARCHES]
        searches += [f"{path}&may=change" for path in searches]
        for cached in (False, True):
            shutil.rmtree(folder / "cache", ignore_errors=True)
            with serve(folder, cached=cached):
                for name, paths in (("guide", guides), ("search", searches)):
                    for path in paths:  # renditions made and caches warm, as on a site that lives
                        visit(path)
                    rate, p50, p99 = wrk(paths, folder)
                    drawn = "cached" if cached else "drawn each time"
                    rows.append(f"| {name} | {items:,} | {drawn} | {rate:,.0f} | {p50} | {p99} |")
                    print(rows[-1], file=sys.stderr)
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
