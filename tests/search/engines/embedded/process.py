# ruff: noqa: PLC0415, T201 -- the application is loaded after its settings; what is found goes to the other process
"""A process of its own, for tests: its items are the text files of a folder, its database and index real files.

python process.py FOLDER write PREFIX COUNT      writes COUNT items, one transaction each
python process.py FOLDER rebuild
python process.py FOLDER rebuild_command LIMIT   as an operator does; no file may grow beyond LIMIT bytes
python process.py FOLDER drain [LIMIT]           no file may grow beyond LIMIT bytes
python process.py FOLDER search WORD             prints what is found
python process.py FOLDER change PREFIX COUNT     changes its own items and those of all, one transaction each
python process.py FOLDER visit                   searches until there is a file `end`; prints what was found at least
python process.py FOLDER compare                 prints what differs between items and index

SEARCH_URL names the engine; unless it does, the index is in the folder.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FOLDER = Path(sys.argv[1])


def set_up() -> None:
    settings.configure(
        INSTALLED_APPS=["search"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": FOLDER / "db.sqlite3",
                "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        CACHES={name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "pages")},
        SEARCH_URL=os.environ.get("SEARCH_URL") or "embedded:",
        SEARCH_FALLBACK="none",
        SEARCH_INDEX_DIR=FOLDER / "index",
        USE_TZ=True,
        LANGUAGE_CODE="fr",
    )
    django.setup()

    from search import registry

    registry.register(FolderSource())
    if "SEARCH_URL" in os.environ:
        from search.engines.cluster import indices, lease

        # A slow machine is no fault of the code.
        lease.ANSWER_SECONDS = indices.SECONDS_TO_CHECK = 10.0


class FolderSource:
    type = "file"
    label = "Files"

    def public_pks(self, among: Collection[str] | None = None) -> list[str]:
        return sorted(path.name for path in (FOLDER / "items").iterdir() if among is None or path.name in among)

    def documents(self, pks: Collection[str]) -> Iterator[object]:
        from search.documents import SearchDocument

        for pk in pks:
            time.sleep(0.002)  # long enough for other processes to write meanwhile
            path = FOLDER / "items" / pk
            if path.exists():
                yield SearchDocument("file", pk, path.read_text(), f"/{pk}/")


def write(prefix: str, count: str) -> None:
    from django.db import transaction

    from search import indexing

    for number in range(int(count)):
        with transaction.atomic():
            (FOLDER / "items" / f"{prefix}{number}").write_text(f"carte {prefix}{number}")
            indexing.schedule("file", f"{prefix}{number}")


def change(prefix: str, count: str) -> None:
    from django.db import transaction

    from search import indexing

    items = FOLDER / "items"
    for number in range(int(count)):
        with transaction.atomic():
            (items / f"{prefix}{number}").write_text(f"carte {prefix}{number}")
            (items / f"{prefix}{number - 2}").unlink(missing_ok=True)
            changed = [f"{prefix}{number}", f"{prefix}{number - 2}"]
            # Each of these is taken out and put back by everybody.
            for shared in ("shared", f"shared{number % 3}"):
                if (number + len(prefix)) % 5:
                    (items / shared).write_text(f"carte {shared} {prefix}x{number}")
                else:
                    (items / shared).unlink(missing_ok=True)
                changed.append(shared)
            indexing.schedule("file", *changed)


def rebuild(times: str = "1") -> None:
    from search import indexing

    for _time in range(int(times)):
        indexing.rebuild()


def visit() -> None:
    from search.engines.choice import current_engine
    from search.query import SearchQuery

    found = []
    while not (FOLDER / "end").exists():
        found.append(current_engine().search(SearchQuery(q="carte"), facets=("type",)).total)
        (FOLDER / "seen").touch()
    print(json.dumps({"least": min(found)}))


def compare() -> None:
    from search import comparing
    from search.models import PendingDocument

    print(json.dumps({"differs": dict(comparing.differences()), "pending": PendingDocument.objects.count()}))


def rebuild_command(limit: str) -> None:
    from django.core.management import CommandError, call_command

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    try:
        call_command("rebuild_search")
    except CommandError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(json.dumps({"said": str(error), "left": sorted(path.name[:5] for path in (FOLDER / "index").iterdir())}))


def drain(limit: str = "") -> None:
    from search import indexing
    from search.models import PendingDocument

    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    indexing.drain_quietly()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(json.dumps({"pending": PendingDocument.objects.count()}))


def search(word: str) -> None:
    from search.engines.choice import current_engine
    from search.models import PendingDocument
    from search.query import SearchQuery

    found = current_engine().search(SearchQuery(q=word), facets=())
    print(json.dumps({"total": found.total, "pending": PendingDocument.objects.count()}))


def prepare() -> None:
    from django.db import connection

    from search import indexing
    from search.models import PendingDocument

    (FOLDER / "items").mkdir()
    with connection.schema_editor() as editor:
        editor.create_model(PendingDocument)
    indexing.rebuild()


if __name__ == "__main__":
    set_up()
    globals()[sys.argv[2]](*sys.argv[3:])
