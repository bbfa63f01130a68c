"""What is no fault of the code is told to the person as what it is, and nothing is hidden from whoever watches."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from config import health, startup
from config.sqlite.base import DatabaseWrapper
from importing.local_files import MAX_TEXT
from tests.config.failing import no_file_grows
from tests.factories.media import make_file, make_picture
from tests.factories.pages import home_page

FORM = "application/x-www-form-urlencoded"  # as the editor sends a guide
SAME = "UNIQUE constraint failed: community_membership.user_id, community_membership.association_id"


@pytest.fixture
def broken(client, monkeypatch, db):
    """A visit to a page that raises what it is given."""
    home_page()
    client.raise_request_exception = False

    def visit(error, *, sent=None, headers=None):
        def fail(*_arguments, **_more):
            raise error

        monkeypatch.setattr("home.models.HomePage.serve", fail)
        return client.post("/", sent, headers=headers) if sent else client.get("/")

    return visit


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 503, "ce n’est pas enregistré"),
        (OSError(errno.EROFS, "Read-only file system"), 503, "ce n’est pas enregistré"),
        (OperationalError("database is locked"), 503, "ce n’est pas enregistré"),
        (OperationalError("attempt to write a readonly database"), 503, "ce n’est pas enregistré"),
        (IntegrityError(SAME), 409, "vient d’enregistrer la même chose"),
        (IntegrityError('duplicate key value violates unique constraint "one_account"'), 409, "la même chose"),
        (IntegrityError("NOT NULL constraint failed: guides_guidepage.title"), 500, "Une panne de notre côté"),
        (OSError(errno.ENOENT, "No such file"), 500, "Une panne de notre côté"),
        (ValueError("a secret"), 500, "Une panne de notre côté"),
    ],
)
def test_person_reads_what_happened(broken, error, status, words):
    answer = broken(error)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert str(error) not in answer.content.decode()


SENT = {"title": "Plier un livret", "password": "pas-si-secret", "steps-0-id": "a1b2"}


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://ailleurs.example"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), ValueError("a secret"), IntegrityError(SAME)]
)
def test_what_was_sent_is_shown_to_be_copied_without_its_secrets(broken, error, headers, shown):
    page = broken(error, sent=SENT, headers=headers).content.decode()

    assert ("Plier un livret" in page) is shown
    assert "pas-si-secret" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "bound", "sent"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 3_000_000, {"text": "é" * 1_600_000}),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 3, {"text": ["a", "b", "c", "d"]}),
    ],
)
def test_form_that_is_too_long_is_told_so_with_the_bound_and_the_way_back(settings, name, bound, sent):
    setattr(settings, name, bound)

    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32  # whoever opened the form has it

    answer = client.post("/compte/login/", sent)

    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 413
    assert "Revenez avec le bouton « Précédent » de votre navigateur" in page
    assert ("3 Mo de texte" if name.endswith("SIZE") else "3 champs") in page


@pytest.mark.django_db
def test_longest_guide_fits_in_a_form():
    answer = Client().post("/admin/pages/1/edit/", urlencode({"text": "€" * MAX_TEXT}), FORM)
    assert answer.status_code == 302, "sent to log in, having been read"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space", "/srv/x"),
            "The disk is full: /srv/x. See VAR_DIR, MEDIA_ROOT and STATIC_ROOT.",
        ),
        (
            OperationalError("no such table: x"),
            "The database is not ready: no such table: x. Run manage.py migrate, or see DATABASE_URL.",
        ),
        (ValueError("anything"), ""),
        (OSError(errno.ENOENT, "No such file"), ""),
    ],
)
def test_operator_reads_what_to_mend(error, sentence):
    assert startup.in_a_sentence(error) == sentence


def test_folder_of_a_setting_that_cannot_be_made_is_named(settings):
    settings.STATIC_ROOT = "/proc/nothing"
    error = FileNotFoundError(errno.ENOENT, "No such file or directory", "/proc/nothing")
    said = "STATIC_ROOT is /proc/nothing, which cannot be made: No such file or directory."
    assert startup.in_a_sentence(error) == said


@pytest.fixture
def file_of_its_own(db, tmp_path, settings, monkeypatch):
    """The default connection, on a file: what happens to it can happen in a test."""

    path = tmp_path / "site.sqlite3"
    described = {
        **connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(path),
        "OPTIONS": {"timeout": 1, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
    }  # fmt: skip
    own = DatabaseWrapper(described, "default")
    monkeypatch.setattr(health, "connection", own)
    monkeypatch.setattr(health, "transaction", _Atomic(own))
    monkeypatch.setattr(health, "LONGEST_WAIT_MS", 50)
    own.inc_thread_sharing()
    with own.cursor() as cursor:
        cursor.execute("CREATE TABLE guide (title TEXT)")
    yield path, own
    own.close()


class _Atomic:
    """`transaction.atomic` of that connection."""

    def __init__(self, own):
        self.own = own

    def set_rollback(self, _wanted):
        """Leaving the block does so anyway."""

    def atomic(self):
        own = self.own

        class Immediate:
            def __enter__(self):
                with own.cursor() as cursor:
                    cursor.execute("BEGIN IMMEDIATE")

            def __exit__(self, *_error):
                with own.cursor() as cursor:
                    cursor.execute("ROLLBACK")

        return Immediate()


def test_health_of_a_database_that_can_be_written(file_of_its_own):
    assert health.database() == "ok"


def test_health_of_a_database_that_another_holds(file_of_its_own):
    with sqlite3.connect(file_of_its_own[0], isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert health.database() == "busy"
        other.execute("ROLLBACK")
    other.close()
    assert health.database() == "ok"


def test_health_of_a_database_that_is_read_only(file_of_its_own):
    with file_of_its_own[1].cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
    assert health.database() == "read-only"


def test_health_of_a_database_where_nothing_can_be_written(file_of_its_own):
    _path, own = file_of_its_own
    own.close()
    with no_file_grows():
        assert health.database() == "read-only"
        own.close()
    assert health.database() == "ok"


def test_health_of_uploads_and_disk(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path
    assert (health.folder(tmp_path / "media"), health.disk()) == ("ok", "ok")
    (tmp_path / "media").write_text("a file in its way")
    assert health.folder(tmp_path / "media") == "read-only"
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 1000}))
    assert health.disk() == "low"
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 0}))
    assert health.disk() == "full"


@pytest.fixture
def uploaded(db, settings, tmp_path):
    """A site with one picture and one file of which both the rows and the bytes are there."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return [make_picture(), make_file()]


def test_uploads_that_are_there_are_well(uploaded):
    assert health.checks()["media"] == "ok"


def test_site_without_uploads_has_lost_none(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "none-yet"
    assert health.checks()["media"] == "ok"


def test_one_file_that_is_missing_is_not_all_of_them(uploaded):
    Path(uploaded[0].file.path).unlink()
    assert health.checks()["media"] == "ok"


@pytest.mark.parametrize("empty", [True, False])
def test_uploads_that_are_gone_are_told(uploaded, settings, empty):
    shutil.rmtree(settings.MEDIA_ROOT)
    if empty:
        settings.MEDIA_ROOT.mkdir()

    told = Client().get("/healthz")

    assert (told.status_code, told.json()["status"], told.json()["media"]) == (200, "degraded", "gone")


def test_uploads_cost_one_query_a_kind_however_many(uploaded, django_assert_num_queries):
    for number in range(5):
        make_picture(f"Image {number}")
    with django_assert_num_queries(3):
        assert health.uploads() == "ok"


@pytest.mark.parametrize(
    ("states", "overall"),
    [
        ({"database": "ok", "search": "ok"}, "ok"),
        ({"database": "ok", "search": "missing"}, "degraded"),
        ({"database": "read-only", "search": "ok"}, "degraded"),
        ({"database": "busy", "search": "ok"}, "degraded"),
        ({"database": "down", "search": "ok"}, "down"),
    ],
)
def test_the_whole_is_as_well_as_its_parts(states, overall):
    assert health.overall(states) == overall


@pytest.mark.django_db
def test_health_tells_no_path_and_no_message(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = Client().get("/healthz").json()
    assert set(told) == {"status", "database", "search", "pages_cache", "limits_cache", "media", "disk"} | set(told)
    assert all(isinstance(word, str) and word.replace("-", "").isalpha() for word in told.values()), told
