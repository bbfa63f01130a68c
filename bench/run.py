"""Every measure, one after the other, each written to its page of bench/ with the command that made it.

    make bench

Takes about an hour on two cores, most of it to make 20,000 guides and to index 100,000 items.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEASURES = {
    "search.md": "search_engine.py", "search_scale.md": "search_scale.py",
    "relevance.md": "relevance.py", "pages.md": "pages.py", "weight.md": "weight.py",
    "first_screen.md": "first_screen.py", "licences.md": "licences.py", "import.md": "importing.py",
    "history.md": "history.py", "carrying.md": "carrying.py", "kits.md": "kits.py", "papers.md": "papers.py",
    "upload.md": "upload.py", "media.md": "media.py", "renditions.md": "renditions.py",
    "programme.md": "programme.py",
}  # fmt: skip


def machine() -> str:
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}."


def main() -> None:
    for page, script in MEASURES.items():
        command = [sys.executable, str(HERE / script)]
        table = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE.parent).stdout
        heading = f"# {script}\n\nMade by `python bench/{script}` on {machine()}\n\n"
        (HERE / page).write_text(heading + table, encoding="utf-8")
        print(f"bench/{page}")


if __name__ == "__main__":
    main()
