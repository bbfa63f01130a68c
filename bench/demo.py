"""The demo that the measures visit: a fresh SQLite database in a temporary folder, behind gunicorn with 2 workers."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("BENCH_PORT", "8099"))
BASE = f"http://127.0.0.1:{PORT}"
PRODUCTION = "config.settings.production"
DEMO = "config.settings.demo"


@contextmanager
def temporary() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="communs-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(folder: Path, *, cached: bool, settings: str = PRODUCTION) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": secrets.token_urlsafe(40),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": BASE,
        "VAR_DIR": str(folder),
        "PAGE_CACHE_SECONDS": "300" if cached else "0",
        "LOG_LEVEL": "WARNING",
    }


def manage(folder: Path, *arguments: str, settings: str = DEMO) -> str:
    """What a management command prints; the demo refuses a public site's settings, so it is made with its own."""
    command = [sys.executable, "manage.py", *arguments]
    env = environment(folder, cached=False, settings=settings)
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def load(folder: Path, *, settings: str = PRODUCTION) -> None:
    """Stylesheets and scripts are collected for the settings that will serve them."""
    manage(folder, "migrate", "-v0")
    manage(folder, "collectstatic", "--no-input", "-v0", settings=settings)
    manage(folder, "load_demo")


def visit(path: str, *, timeout: float = 30) -> None:
    urllib.request.urlopen(BASE + path, timeout=timeout).close()


@contextmanager
def serve(folder: Path, *, cached: bool, settings: str = PRODUCTION) -> Iterator[None]:
    gunicorn = ["-m", "gunicorn", "config.wsgi", "-w", "2", "-b", f"127.0.0.1:{PORT}", "--log-level", "warning"]
    env = environment(folder, cached=cached, settings=settings)
    server = subprocess.Popen([sys.executable, *gunicorn], cwd=ROOT, env=env)
    try:
        wait()
        yield
    finally:
        server.terminate()
        server.wait()


def wait() -> None:
    for _attempt in range(100):
        try:
            return visit("/healthz", timeout=1)
        except OSError:
            time.sleep(0.2)
    sys.exit("gunicorn did not answer within 20 seconds")


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        try:
            yield opened
        finally:
            opened.close()
