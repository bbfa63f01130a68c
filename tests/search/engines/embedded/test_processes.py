"""What several processes do to one index: real processes, a real database, a real full disk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "process.py"
ROOT = SCRIPT.parents[4]


def start(folder: Path, *arguments: str, url: str = "") -> subprocess.Popen[str]:
    """One of `process.py`, which searches with the engine at an address, or in the folder."""
    command = [sys.executable, str(SCRIPT), str(folder), *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, text=True,
        # A process whose files may not grow would leave compiled modules cut short, for whoever imports them next.
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1", **({"SEARCH_URL": url} if url else {})},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> tuple[str, str]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out, err


def run(folder: Path, *arguments: str, url: str = "") -> Any:
    out, _ = end(start(folder, *arguments, url=url))
    return json.loads(out) if out else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run(tmp_path, "prepare")
    return tmp_path


def test_two_processes_write_and_nothing_is_lost(folder: Path) -> None:
    writers = [start(folder, "write", prefix, "25") for prefix in ("a", "b")]
    for writer in writers:
        end(writer)

    assert run(folder, "search", "carte") == {"total": 50, "pending": 0}


def test_changes_made_during_a_rebuild_are_not_lost(folder: Path) -> None:
    run(folder, "write", "old", "30")
    rebuilding = start(folder, "rebuild")
    writing = start(folder, "write", "new", "15")
    end(writing)
    end(rebuilding)

    assert run(folder, "search", "carte") == {"total": 45, "pending": 0}


def test_full_disk_is_reported_and_the_changes_wait(folder: Path) -> None:
    run(folder, "write", "a", "3")
    (folder / "items" / "big").write_text("carte " + " ".join(f"mot{n}" for n in range(60_000)))
    queue(folder, "big")

    out, err = end(start(folder, "drain", "100000"))

    assert json.loads(out) == {"pending": 1}
    assert "cannot be written" in err
    assert run(folder, "search", "carte") == {"total": 3, "pending": 1}
    assert run(folder, "drain") == {"pending": 0}
    assert run(folder, "search", "carte") == {"total": 4, "pending": 0}


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [("1000", "The database does not answer"), ("40000", "cannot be written"), ("100000", "cannot be written")],
)
def test_rebuild_on_a_full_disk_is_a_sentence_and_the_old_index_stays(folder: Path, limit: str, sentence: str) -> None:
    run(folder, "write", "a", "3")
    (folder / "items" / "big").write_text("carte " + " ".join(f"mot{n}" for n in range(60_000)))

    out, err = end(start(folder, "rebuild_command", limit))

    told = json.loads(out)
    assert told["said"].endswith("The index in use stays as it was.")
    assert sentence in told["said"]
    assert "Traceback" not in err
    assert told["left"] == ["curre", "index", "write"]
    assert run(folder, "search", "carte") == {"total": 3, "pending": 0}


def queue(folder: Path, pk: str) -> None:
    """As a process that stopped right after its commit leaves it."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO search_pendingdocument (type, pk_text, mark, queued_at, attempts, last_error)"
            " VALUES ('file', ?, ?, '2026-10-01', 0, '')",
            (pk, uuid.uuid4().hex),
        )
