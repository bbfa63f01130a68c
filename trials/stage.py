"""A site of its own for a trial: database, media, index and cache in a temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


class Stage:
    """Runs the programs of the project on the site in `folder`. `env` may be added to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "VAR_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "WARNING",
        }

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one command of manage.py to its end. Raises RuntimeError with what it printed when it fails."""
        ended = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if check and ended.returncode:
            message = f"{' '.join(arguments)} failed:\n{ended.stdout}\n{ended.stderr}"
            raise RuntimeError(message)
        return ended

    def start(self, script: Path, *arguments: str) -> subprocess.Popen[str]:
        """Start a Python script on the site; what it prints can be read from `stdout`."""
        return subprocess.Popen(
            [sys.executable, str(script), *arguments], cwd=ROOT, env=self.env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> tuple[str, str]:
    """`kill -9` of a process that `Stage.start` began, with its children; what it had printed until then."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()


@contextmanager
def stage() -> Iterator[Stage]:
    """A migrated site with its first pages and an empty index, gone at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="communs-trial-") as folder:
        made = Stage(Path(folder))
        made.manage("migrate", "--verbosity", "0")
        made.manage("rebuild_search", "--verbosity", "0")
        yield made
