from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections, transaction
from django.utils import translation
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from tests import questions
from tests.order import one_visit_first
from web import garbage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from django.test import Client
    from playwright.sync_api import Browser

    from community.models import User

# A test is a fact: the same examples each time. A slow machine is no fault of the code.
hypothesis_settings.register_profile("same", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None)
hypothesis_settings.load_profile("same")

# Debian's chromium asks its makers about updates unless told not to; a test must not call out.
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# Where Django keeps what `serialized_rollback` writes again.
MIGRATED_ROWS = "_test_serialized_contents"
DATABASE_FILE = "communs.sqlite3"
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="take the tests that ask together all that is asked of a database: another one changes nothing else",
    )
    parser.addoption(
        "--explore",
        action="store_true",
        help="let Hypothesis draw other examples each time, to find what nobody knows yet",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--explore"):
        hypothesis_settings.load_profile("explore")
    if config.getoption("--only-database"):
        return
    folder = config.cache.mkdir(questions.FOLDER)
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    if not worker:
        questions.forget(folder)
    config.pluginmanager.register(questions.Questions(folder, worker or "alone"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The demo that browsers visit is on a file of its own, whatever the database of the tests."""
    if not config.getoption("--only-database"):
        items[:] = one_visit_first(items)
        return
    asking = [item for item in items if questions.asks_for_a_database(item) and not item.get_closest_marker("browser")]
    told = questions.known(config.cache.mkdir(questions.FOLDER))
    enough = questions.enough([item.nodeid for item in asking], told)
    chosen = [item for item in asking if item.nodeid in enough]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def pytest_collection_finish() -> None:
    """All that is loaded stays to the end: garbage collection need not go through it again and again."""
    gc.collect()
    garbage.leave_alone_for_good()


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test left in the cache, such as the paths of its site, or its language, would answer for the next."""
    forget_all()


def forget_all() -> None:
    for name in settings.CACHES:
        caches[name].clear()
    translation.deactivate()


@pytest.fixture(scope="session")
def shared_database(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """A block for a fixture of a whole file: what it writes is rolled back at its end, what each test writes after it."""

    @contextmanager
    def shared() -> Iterator[None]:
        forget_all()
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return shared


@pytest.fixture
def log_in(client: Client) -> Callable[..., User]:
    """Log a person of one group in and give the person."""
    from tests.factories.people import PersonFactory  # noqa: PLC0415 -- models wait for the apps

    def with_group(group: str, **fields: Any) -> User:
        person = PersonFactory(groups=(group,), **fields)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return person

    return with_group


@pytest.fixture(scope="session")
def real_inputs() -> Path:
    """The folder of works that others wrote; it lies beside a checkout, never in it."""
    if not DATA.is_dir():
        pytest.skip(f"real inputs absent: {DATA.parent.name}/{DATA.name} does not lie beside the checkout")
    return DATA


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that Debian ships. Where everything is tested (CI is set), it must be there."""
    found = next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))),
        None,
    )
    if found:
        return found
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    return missing("no Chromium here: on Debian, apt install chromium-headless-shell")


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for all the tests of a process.

    Under its loop Django keeps other connections than before and after: those of each side are closed on leaving it.
    What the migrations wrote, which a test that empties the tables puts back, is remembered on a connection: the
    others are told.
    """
    written = {one.alias: vars(one).get(MIGRATED_ROWS) for one in connections.all()}
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The synchronous driver keeps a loop running in this thread; Django would refuse its own database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for alias, rows in written.items():
            if rows is not None:
                setattr(connections[alias], MIGRATED_ROWS, rows)
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path | None:
    """The database as the migrations leave it, in a file, before any test writes there.

    None where there is a server, and where no chosen test asks for a database: pytest-django then makes none.
    """
    if connection.vendor != "sqlite":
        return None
    fresh = tmp_path_factory.mktemp("fresh") / DATABASE_FILE
    with django_db_blocker.unblock(), closing(sqlite3.connect(fresh)) as target:
        connection.ensure_connection()
        if "django_migrations" not in connection.introspection.table_names():
            return None
        connection.connection.backup(target)
    return fresh


@pytest.fixture(scope="session")
def migrated(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: Path | None
) -> Callable[[Path], None]:
    """Puts a migrated database into the folder of a site: that of the tests as it was at first, for it takes long."""
    made = django_db_setup or migrated_by_command(tmp_path_factory, worker_id)

    def put(into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(into / made.name)) as target:
            source.backup(target)

    return put


def migrated_by_command(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Made once for all the processes of the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "migrated"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            told = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(folder), "DATABASE_URL": ""}
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(
                command, cwd=Path(__file__).parents[1], env=os.environ | told, check=True, capture_output=True
            )
            (folder / "done").touch()
    return folder / DATABASE_FILE
