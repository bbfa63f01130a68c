"""Read by gunicorn when it is started from this folder."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def on_starting(_server: Any) -> None:
    """Wrong settings are told once, before there are workers; in another process, so that a reload reads them anew."""
    ended = subprocess.run([sys.executable, "-m", "config.startup"], check=False)
    if ended.returncode:
        sys.exit(ended.returncode)
