"""The demo, served as a visitor finds it: gunicorn on a file, its own address, nothing mocked."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

import pytest
from filelock import FileLock

from tests.browser.mailbox import mails_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
READY_AFTER = 60
# What the site says of itself; each process serves it on a port of its own.
ADDRESS = "http://communs.example.org"


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SEARCH_URL", "CACHE_URL"}}
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "VAR_DIR": str(folder), "BASE_URL": ADDRESS}
    return {**kept, **ours, "EMAIL_URL": f"filemail:///{folder}/mail"}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, migrated: Callable[[Path], None]) -> Path:
    """A folder with the demo loaded, made once for all the processes of the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demo"
    with FileLock(f"{folder}.lock"):
        if not (folder / "loaded").exists():
            migrated(folder)
            for command in (["collectstatic", "--no-input"], ["load_demo"]):
                run = [sys.executable, "manage.py", *command]
                subprocess.run(run, cwd=ROOT, env=environment(folder), check=True, capture_output=True)
            (folder / "loaded").touch()
    return folder


@pytest.fixture(scope="session")
def site(demo: Path, chromium_path: str) -> Iterator[str]:
    """The address of a server of one's own, over the demo that all share."""
    with served(demo) as address:
        yield address


@contextmanager
def served(demo: Path, **variables: str) -> Iterator[str]:
    """A server over the demo, with variables of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        address,
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(demo) | variables)
    try:
        wait_for(f"http://{address}/healthz")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    until = time.monotonic() + READY_AFTER
    while True:
        try:
            with urllib.request.urlopen(address, timeout=READY_AFTER):  # noqa: S310 -- our own server, over http
                return
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def new_page(chromium: Browser, site: str) -> Callable[..., Page]:
    """Makes a page for a new visitor; whoever asked closes its context. Keywords are those of a Playwright context."""

    def make(*, width: int = 1280, **options: object) -> Page:
        settings = {"locale": "fr-FR", "viewport": {"width": width, "height": 900}, "base_url": site} | options
        context = chromium.new_context(**settings)
        context.set_default_timeout(15_000)
        return context.new_page()

    return make


@pytest.fixture
def visit(new_page: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Opens a path of the site as a new visitor; keywords are those of a Playwright context."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, **options: object) -> Page:
        page = new_page(**options)
        contexts.append(page.context)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def manage(demo: Path) -> Callable[..., None]:
    """A command of the site, over the demo that all share."""

    def run(*command: str) -> None:
        told = [sys.executable, "manage.py", *command]
        subprocess.run(told, cwd=ROOT, env=environment(demo), check=True, capture_output=True)

    return run


@pytest.fixture
def prepare(manage: Callable[..., None]) -> Callable[[str], None]:
    """Lines of Python in which a test puts what it needs beside what the demo holds."""
    return lambda lines: manage("shell", "--no-imports", "-c", lines)


@pytest.fixture
def link_in_mail(demo: Path) -> Callable[..., str]:
    """The path of the link in the newest message to somebody that holds these words."""

    def find(to: str, words: str) -> str:
        messages = mails_of(demo)
        texts = [message.get_body().get_content() for message in messages if message["To"] == to]
        (*_older, text) = [text for text in texts if words in text]
        return re.search(r"^https?://[^/\s]+(/\S+)$", text, re.MULTILINE)[1]

    return find


@pytest.fixture
def link(demo: Path) -> Callable[..., str]:
    """The path that begins with `kind` in the newest message to somebody that holds these words and such a path."""

    def find(to: str, kind: str, words: str) -> str:
        messages = mails_of(demo)
        texts = [one.get_body(("plain",)).get_content() for one in messages if one["To"] == to]
        (*_older, text) = [text for text in texts if words in text and f"/{kind}/" in text]
        return re.search(rf"https?://[^/\s]+(/{kind}/\S+)", text)[1]

    return find


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies of the people who have logged in: doors count attempts, and once a person is enough."""
    return {}


@pytest.fixture
def signed_in(visit: Callable[..., Page], sessions: dict[str, Any]) -> Callable[..., Page]:
    """Opens the administration as one of the people of the demo."""

    def open_as(person: str, path: str, **options: object) -> Page:
        if person not in sessions:
            page = visit("/compte/login/?next=/admin/")
            page.locator("main input[name=login]").fill(f"{person}@example.org")
            page.locator("main input[name=password]").fill("communs-demo")
            page.get_by_role("button", name="Se connecter").click()
            page.wait_for_url("**/admin/")
            sessions[person] = page.context.storage_state()
        return visit(path, storage_state=sessions[person], **options)

    return open_as
