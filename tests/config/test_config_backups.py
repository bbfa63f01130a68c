"""A backup that can be put back, and that never costs one made before."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from config import backups
from config.backups import BackupFailed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(tmp_path):
    """A small database that is in use, and uploads: what `make` and `restore` are told."""
    name = tmp_path / "communs.sqlite3"
    with sqlite3.connect(name) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE guide (title TEXT)")
        database.execute("INSERT INTO guide VALUES ('Avant')")
    database.close()
    media = tmp_path / "media"
    (media / "images").mkdir(parents=True)
    (media / "images" / "marché.png").write_bytes(b"picture")
    return {"database": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name)}, "media": media}


def titles(site):
    with sqlite3.connect(site["database"]["NAME"]) as database:
        found = [title for (title,) in database.execute("SELECT title FROM guide")]
    database.close()
    return found


def change(site):
    with sqlite3.connect(site["database"]["NAME"]) as database:
        database.execute("DELETE FROM guide")
        database.execute("INSERT INTO guide VALUES ('Après')")
    database.close()
    (site["media"] / "images" / "marché.png").unlink()
    (site["media"] / "nouveau.png").write_bytes(b"new")


def several(monkeypatch, folder, site, count, *, keep):
    """Backups of several days."""
    made = []
    for day in range(1, count + 1):
        made.append(backups.make(folder, **site, keep=keep))
        made[-1] = made[-1].rename(folder / f"communs-2026-11-{day:02}T030000")
    return made


def test_what_was_changed_since_is_as_before(tmp_path, site):
    made = backups.make(tmp_path / "backups", **site, keep=7)
    change(site)
    backups.restore(made, **site)
    assert titles(site) == ["Avant"]
    assert [path.name for path in site["media"].rglob("*.png")] == ["marché.png"]
    assert (site["media"] / "images" / "marché.png").read_bytes() == b"picture"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "communs.sqlite3", "media"]


def test_file_that_an_archive_puts_outside_the_folder_is_not_written(tmp_path, site):
    made = backups.make(tmp_path / "backups", **site, keep=7)
    with tarfile.open(made / backups.MEDIA, "a") as tar:
        outside = tarfile.TarInfo("../outside.png")
        outside.size = 3
        tar.addfile(outside, io.BytesIO(b"out"))

    backups._unpack(made, tmp_path / "restored")

    assert [path.name for path in tmp_path.rglob("*.png")] == ["marché.png", "marché.png"]


def test_what_others_write_meanwhile_is_saved_too(tmp_path, site):
    with sqlite3.connect(site["database"]["NAME"]) as live:
        live.execute("INSERT INTO guide VALUES ('Pendant')")
        live.commit()
        made = backups.make(tmp_path / "backups", **site, keep=7)
    live.close()
    change(site)
    backups.restore(made, **site)
    assert titles(site) == ["Avant", "Pendant"]


def test_the_newest_stay_and_only_the_user_reads_them(tmp_path, site, monkeypatch):
    folder = tmp_path / "backups"
    several(monkeypatch, folder, site, 4, keep=9)
    made = backups.make(folder, **site, keep=3)
    assert [path.name for path in backups.existing(folder)] == [
        "communs-2026-11-03T030000",
        "communs-2026-11-04T030000",
        made.name,
    ]
    assert {oct(path.stat().st_mode)[-3:] for path in (folder, made)} == {"700"}


@pytest.mark.parametrize("step", ["_copy_sqlite", "_pack", "_digest", "check"])
def test_disk_that_fills_up_costs_no_backup_made_before(tmp_path, site, monkeypatch, step):
    folder = tmp_path / "backups"
    before = several(monkeypatch, folder, site, 2, keep=2)

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backups, step, full)
    with pytest.raises(BackupFailed, match=r"No space left on device\. Those made before are kept\."):
        backups.make(folder, **site, keep=2)
    assert sorted(folder.iterdir()) == before


def test_disk_without_room_is_told_before_anything_is_written(tmp_path, site, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 10, 10))
    with pytest.raises(BackupFailed, match="make room, or name another folder"):
        backups.make(tmp_path / "backups", **site, keep=2)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_a_kill_left_behind_is_no_backup_and_goes_with_the_next(tmp_path, site):
    folder = tmp_path / "backups"
    (folder / ".unfinished-communs-2026-11-01T030000").mkdir(parents=True)
    made = backups.make(folder, **site, keep=7)
    assert list(folder.iterdir()) == [made]


def spoil(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("part", ["database.sqlite3", "media.tar", "contents.json"])
def test_backup_that_is_damaged_is_refused_and_nothing_changes(tmp_path, site, part):
    made = backups.make(tmp_path / "backups", **site, keep=7)
    if part == "contents.json":
        (made / part).write_text("{")
    else:
        spoil(made / part)
    change(site)
    with pytest.raises(BackupFailed):
        backups.restore(made, **site)
    assert titles(site) == ["Après"]
    assert (site["media"] / "nouveau.png").exists()


def test_database_that_is_damaged_is_not_saved_over_a_good_one(tmp_path, site):
    folder = tmp_path / "backups"
    good = backups.make(folder, **site, keep=1)
    Path(site["database"]["NAME"]).write_bytes(b"SQLite format 3\x00" + b"nonsense" * 1000)
    with pytest.raises(BackupFailed):
        backups.make(folder, **site, keep=1)
    assert backups.existing(folder) == [good]
    backups.restore(good, **site)
    assert titles(site) == ["Avant"]


def test_database_in_use_is_not_replaced(tmp_path, site):
    made = backups.make(tmp_path / "backups", **site, keep=7)
    change(site)
    with sqlite3.connect(site["database"]["NAME"]) as live:
        live.execute("SELECT * FROM guide").fetchone()
        with pytest.raises(BackupFailed, match="stop the site, then restore again"):
            backups.restore(made, **site)
    live.close()
    assert titles(site) == ["Après"]
    assert (site["media"] / "nouveau.png").exists()


def test_program_that_is_missing_is_named(tmp_path, site, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    server = site | {"database": {"ENGINE": "django.db.backends.postgresql", "NAME": "none"}}
    with pytest.raises(BackupFailed, match="apt install postgresql-client"):
        backups.make(tmp_path / "backups", **server, keep=7)


def test_server_that_is_away_is_told_without_its_password(tmp_path, site):
    away = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "none",
        "HOST": "127.0.0.1",
        "PORT": 9,
        "PASSWORD": "s3cret",
    }
    with pytest.raises(BackupFailed, match="pg_dump failed: pg_dump: error: connection to server") as refused:
        backups.make(tmp_path / "backups", **site | {"database": away}, keep=7)
    assert "s3cret" not in str(refused.value)


@pytest.fixture
def database_of_its_own():
    """The address of an empty database: a file, or one more on the server that the tests use."""
    if connection.vendor == "sqlite":
        yield ""
        return
    server = settings.DATABASES["default"]
    address = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    name = f"communs_backup_{os.getpid()}"
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


MAKE = """
from django.core.management import call_command
from tests.factories.guides import make_guide
from tests.factories.media import make_picture
make_guide("Le marché", cover=make_picture(name="marche.png"))
call_command("rebuild_search", verbosity=0)
"""
BREAK = """
from django.core.files.storage import default_storage
from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
for picture in LicensedImage.objects.all():
    default_storage.delete(picture.file.name)
GuidePage.objects.all().delete()
LicensedImage.objects.all().delete()
"""
LOOK = """
from django.test import Client
from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
for guide in GuidePage.objects.live():
    visitor = Client(SERVER_NAME="localhost")
    print("guide", guide.title, visitor.get(guide.url).status_code)
    print("found", guide.url in visitor.get("/recherche/?q=marche").content.decode())
for picture in LicensedImage.objects.all():
    print("picture", len(picture.file.read()), picture.renditions.count())
"""


def test_site_comes_back_from_its_backup(tmp_path, database_of_its_own, migrated):
    """The commands, as an operator runs them, on the kind of database that these tests use."""
    here = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATABASE_URL": database_of_its_own, "VAR_DIR": str(tmp_path / "var"),
        "BASE_URL": "http://localhost", "PAGE_CACHE_SECONDS": "0",
    }  # fmt: skip

    def manage(*arguments):
        ended = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | here,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    if database_of_its_own:
        manage("migrate", "--verbosity", "0")
    else:
        migrated(tmp_path / "var")
    before = manage("shell", "--verbosity", "0", "-c", MAKE + LOOK)
    assert "Saved and checked: " in manage("backup", str(tmp_path / "backups"))

    assert "guide" not in manage("shell", "--verbosity", "0", "-c", BREAK + LOOK)

    said = manage("restore", str(tmp_path / "backups"))
    assert ("The present state is saved: " in said, "Start the site again." in said) == (True, True)
    after = manage("shell", "--verbosity", "0", "-c", LOOK)
    assert (before, after) == ("guide Le marché 200\nfound True\npicture 140 2\n",) * 2
