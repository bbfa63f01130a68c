"""Hostile strings in every public question, form and address, hostile files in every door for uploads.

Each is answered within two seconds of the processor, and never by an error of the server. Arguments: questions, places,
forms, uploads; all of them without any.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from disk_trial import MAKE
from stage import ROOT, stage

HERE = Path(__file__).resolve().parent


def main() -> int:
    with stage() as site:
        site.env |= {"API_RATE": "0", "LOG_LEVEL": "ERROR", "BASE_URL": "http://127.0.0.1"}
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
        site.manage("shell", "--verbosity", "0", "-c", MAKE)
        ended = subprocess.run(
            [sys.executable, str(HERE / "hostile_acts.py"), *sys.argv[1:]],
            cwd=ROOT, env=site.env, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
