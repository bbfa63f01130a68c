"""The disk, the database and the caches fail one at a time under a site that is read: readers are served.

Each state is brought about under a real server, and undone; /healthz must say which it is.
"""

from __future__ import annotations

import http.client
import json
import resource
import shutil
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stage import stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stage import Stage

MAKE = """
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, step, embedded
from tests.factories.media import make_picture
picture = make_picture()
association = AssociationFactory(name="Les Amis")
association.logo = picture
association.save_revision().publish()
make_guide("Le marché", slug="marche", cover=picture, association=association, steps=[step(text=embedded(picture))])
"""
PAGES = (
    "/", "/guides/", "/guides/marche/", "/guides/marche/guide.md", "/associations/", "/licences/", "/compte/login/",
         "/api/v1/search?q=marche", "/recherche/?q=marche", "/sitemap.xml")  # fmt: skip
LONGEST = 15


def ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    except OSError as error:
        return 0, str(error)
    finally:
        connection.close()


@contextmanager
def nothing(_site: Stage) -> Iterator[None]:
    yield


@contextmanager
def in_the_way(path: Path) -> Iterator[None]:
    """A file where a folder must be: what a disk that cannot be read or written answers, to root as well."""
    aside = path.with_name(path.name + ".aside")
    if path.exists():
        path.rename(aside)
    path.write_text("")
    yield
    path.unlink()
    if aside.exists():
        aside.rename(path)


@contextmanager
def torn_cache(site: Stage) -> Iterator[None]:
    for file in (site.folder / "cache").glob("*.djcache"):
        file.write_bytes(file.read_bytes()[:9])
    yield


@contextmanager
def no_uploads(site: Stage) -> Iterator[None]:
    aside = site.folder / "media.aside"
    (site.folder / "media").rename(aside)
    yield
    aside.rename(site.folder / "media")


@contextmanager
def no_index(site: Stage) -> Iterator[None]:
    shutil.rmtree(site.folder / "search")
    yield
    site.manage("rebuild_search", "--verbosity", "0")


@contextmanager
def held_database(site: Stage) -> Iterator[None]:
    held = sqlite3.connect(site.folder / "communs.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    yield
    held.execute("ROLLBACK")
    held.close()


@contextmanager
def nothing_written(site: Stage) -> Iterator[None]:
    """No file may grow, as on a disk that is full to the last byte: database, caches and index included."""
    for pid in site.workers():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    for pid in site.workers():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


# What is wrong; the status and one part as /healthz tells it.
STATES = (
    ("nothing fails", nothing, "ok", ""),
    ("the cache cannot be written", lambda site: in_the_way(site.folder / "cache"), "degraded", "pages_cache"),
    ("the counters cannot be written", lambda site: in_the_way(site.folder / "limits"), "degraded", "limits_cache"),
    ("values of the cache are torn", torn_cache, "ok", ""),
    ("uploads cannot be read", lambda site: in_the_way(site.folder / "media"), "degraded", "media"),
    ("uploads are gone", no_uploads, "degraded", "media"),
    ("another holds the database", held_database, "degraded", "database"),
    ("the disk takes nothing", nothing_written, "degraded", "database"),
)  # fmt: skip


def judge(port: int, *, expected: str, part: str) -> list[str]:
    """What did not hold."""
    may_answer = {200, 503} if expected == "down" else {200}
    answers = [(path, ask(port, path)[0]) for path in PAGES]
    wrong = [f"{path} answered {status}" for path, status in answers if status not in may_answer]
    status, body = ask(port, "/healthz")
    told = json.loads(body) if body.startswith("{") else {"status": f"{status} {body[:80]}"}
    if (expected and told["status"] != expected) or (part and told.get(part) == "ok"):
        wrong.append(f"/healthz says {told}")
    return wrong


def main() -> int:
    failed = 0
    with stage() as site:
        site.env["DJANGO_SETTINGS_MODULE"], site.env["BASE_URL"] = "config.settings.demo", "http://127.0.0.1"
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
        site.manage("shell", "--verbosity", "0", "-c", MAKE)
        for words, bring_about, expected, part in STATES:
            with site.serve() as port:
                judge(port, expected="ok", part="")
                with bring_about(site):
                    wrong = judge(port, expected=expected, part=part)
            failed += told(words, wrong)
        with no_index(site), site.serve() as port:
            failed += told("there is no index", judge(port, expected="", part=""))
        with site.serve() as port:
            failed += told("all is well again", judge(port, expected="ok", part=""))
    return failed


def told(words: str, wrong: list[str]) -> bool:
    print(f"{'NO' if wrong else 'ok'}  {words}" + "".join(f"\n      {line}" for line in wrong), flush=True)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
