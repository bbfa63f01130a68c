"""A site of its own for a trial: database, media, index and cache in a temporary folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
STARTS = 60
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

    @contextmanager
    def serve(self) -> Iterator[int]:
        """Gunicorn on the site, as `make demo` runs it; gives the port of 127.0.0.1 on which it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "error"]
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", *options],
            cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            _until_it_answers(port)
            yield port
        finally:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def workers(self) -> list[int]:
        """The processes of the server that answer."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


def _until_it_answers(port: int) -> None:
    for _ in range(STARTS * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    message = f"The site did not answer within {STARTS} s."
    raise RuntimeError(message)


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
