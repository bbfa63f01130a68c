"""One file shared by several processes: what the settings of SQLite are for."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DataError, connection, transaction

from community.models import AssociationPage
from config.sqlite.base import DatabaseWrapper, nobody_changes
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory

ROOT = Path(__file__).resolve().parents[2]
WRITERS, ROWS = 3, 40
SET_UP = """
import django; django.setup()
from django.db import connection, transaction
from django.contrib.auth.models import Group
"""
CREATE = "with connection.schema_editor() as editor: editor.create_model(Group)"
# Each reads before it writes, as a save does: that is when SQLite gives up at once unless told otherwise.
WRITE = f"""
import os
for number in range({ROWS}):
    with transaction.atomic():
        Group.objects.count()
        Group.objects.create(name=f"{{os.getpid()}}-{{number}}")
"""
PRAGMAS = """
with connection.cursor() as cursor:
    print(*(cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "busy_timeout", "synchronous")))
"""
COUNT = "print(Group.objects.count())"


def start(folder: Path, script: str) -> subprocess.Popen[str]:
    here = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    command, pipe = [sys.executable, "-c", SET_UP + script], subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | here, text=True, stdout=pipe, stderr=pipe)


def result(process: subprocess.Popen[str]) -> str:
    out, errors = process.communicate()
    assert process.returncode == 0, errors
    return out.strip()


@pytest.fixture
def folder(tmp_path) -> Path:
    result(start(tmp_path, CREATE))
    return tmp_path


def test_readers_never_wait_and_writers_wait_twenty_seconds(folder):
    assert result(start(folder, PRAGMAS)) == "wal 20000 1"


def test_processes_that_write_at_once_all_succeed(folder):
    writers = [start(folder, WRITE) for _ in range(WRITERS)]
    assert [result(writer) for writer in writers] == [""] * WRITERS
    assert result(start(folder, COUNT)) == str(WRITERS * ROWS)


# As on a disk that is full to the last byte. Reading in WAL mode needs a file beside the database, unless nobody writes.
NOTHING_GROWS = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
"""
TRY_TO_WRITE = """
from django.db import OperationalError
try:
    Group.objects.create(name="Un de plus")
except OperationalError as error:
    print(error)
"""


def test_what_was_saved_is_read_where_nothing_can_be_written(folder):
    result(start(folder, "Group.objects.create(name='Les Amis')"))
    assert result(start(folder, NOTHING_GROWS + COUNT + TRY_TO_WRITE)) == "1\nattempt to write a readonly database"
    assert result(start(folder, "Group.objects.create(name='Autre')" + "\n" + COUNT)) == "2"


def test_disk_where_nothing_can_be_written_is_told_once(folder):
    result(start(folder, "Group.objects.create(name='Les Amis')"))
    process = start(folder, NOTHING_GROWS + "for _ in range(3):\n    connection.close()\n    Group.objects.count()")
    assert process.communicate()[1].count("Nothing can be saved") == 1


def _reopened(file, change):
    """Whether a connection that stays open between requests is left at the next one, after `change`."""
    own = DatabaseWrapper({**connection.settings_dict, "NAME": str(file), "CONN_MAX_AGE": 600, "OPTIONS": {}}, "own")
    with own.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS guide (title TEXT)")
    before = own.connection
    change()
    own.close_if_unusable_or_obsolete()
    left = own.connection is not before
    own.close()
    return left


@pytest.mark.django_db
def test_database_stays_open_between_requests(tmp_path):
    assert not _reopened(tmp_path / "site.sqlite3", lambda: None)


@pytest.mark.django_db
def test_database_that_was_replaced_is_opened_anew(tmp_path):
    file, other = tmp_path / "site.sqlite3", tmp_path / "restored.sqlite3"
    sqlite3.connect(other).close()
    other.touch()
    assert _reopened(file, lambda: other.replace(file))
    assert _reopened(file, file.unlink)


@pytest.mark.parametrize(
    ("beside", "content", "whole"),
    [("", b"", True), ("-wal", b"", True), ("-wal", b"frames", False), ("-journal", b"", False)],
)
def test_file_is_opened_as_unchanging_only_when_nothing_beside_it_waits(tmp_path, beside, content, whole):
    file = tmp_path / "site.sqlite3"
    file.write_bytes(b"SQLite format 3")
    if beside:
        (tmp_path / f"site.sqlite3{beside}").write_bytes(content)
    assert nobody_changes(file) is whole


def test_file_that_is_not_there_is_an_error_all_the_same(tmp_path):
    assert nobody_changes(tmp_path / "site.sqlite3") is False


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2**63, -(2**64), 10**30])
def test_number_that_no_column_holds_finds_nothing(number):
    association = AssociationFactory()
    assert AssociationPage.objects.filter(pk=number).first() is None
    assert list(AssociationPage.objects.filter(pk__in=[number, association.pk])) == [association]
    assert AssociationPage.objects.filter(pk__lt=abs(number)).count() == 1


@pytest.mark.django_db
def test_number_that_no_column_holds_cannot_be_saved():
    association = AssociationFactory()
    with pytest.raises(DataError), transaction.atomic():
        AssociationPage.objects.filter(pk=association.pk).update(logo_id=2**70)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["association"])
def test_choice_with_an_endless_number_is_a_mistake_in_the_form(client, field):
    client.force_login(PersonFactory(groups=["newcomer"]))
    response = client.post("/compte/demander-l-acces/", {"message": "Bonjour", field: "9" * 30})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
