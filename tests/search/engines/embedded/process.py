# ruff: noqa: PLC0415, T201 -- the application is loaded after its settings; what is found goes to the other process
"""A process of its own, for tests: its items are the text files of a folder, its database and index real files.

python process.py FOLDER write PREFIX COUNT      writes COUNT items, one transaction each
python process.py FOLDER rebuild
python process.py FOLDER rebuild_command LIMIT   as an operator does; no file may grow beyond LIMIT bytes
python process.py FOLDER drain [LIMIT]           no file may grow beyond LIMIT bytes
python process.py FOLDER search WORD             prints what is found
"""

from __future__ import annotations

import json
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
        SEARCH_URL="embedded:",
        SEARCH_INDEX_DIR=FOLDER / "index",
        USE_TZ=True,
        LANGUAGE_CODE="fr",
    )
    django.setup()

    from search import registry

    registry.register(FolderSource())


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


def rebuild() -> None:
    from search import indexing

    indexing.rebuild()


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
