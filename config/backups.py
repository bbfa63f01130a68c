"""Backups of all that cannot be made again: the database and the uploads. The index and the caches can.

A backup is a folder named by its moment, with the database, `media.tar` and `contents.json`. It is made beside the
others under another name, read again, and only then takes its name; only then does the oldest one go.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "communs-"
UNFINISHED = ".unfinished-"
MEDIA, CONTENTS = "media.tar", "contents.json"
SQLITE, POSTGRES = "database.sqlite3", "database.dump"
SPARE = 1.05
LONGEST_WAIT = "-c lock_timeout=10s"


class BackupFailed(Exception):
    """What went wrong and what to do, for the operator; backups made before are as they were."""


def make(folder: Path, *, database: Mapping[str, Any], media: Path, keep: int) -> Path:
    """Make a backup in `folder`, then remove all but the `keep` newest. Gives its path. Raises BackupFailed."""
    name = PREFIX + datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    unfinished = folder / (UNFINISHED + name)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_unfinished(folder)
        _check_room(folder, database, media)
        unfinished.mkdir(mode=0o700)
        _write(unfinished, database, media)
        check(unfinished)
        made = unfinished.rename(folder / name)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        message = f"No backup was made in {folder}: {error.strerror or error}. Those made before are kept."
        raise BackupFailed(message) from error
    except BackupFailed:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    for old in existing(folder)[: -max(keep, 1)]:
        shutil.rmtree(old)
    return made


def existing(folder: Path) -> list[Path]:
    """The backups of a folder, the oldest first."""
    return sorted(path for path in folder.glob(f"{PREFIX}*") if (path / CONTENTS).is_file())


def check(backup: Path) -> dict[str, Any]:
    """What a backup says it holds, once every byte was found as it was written. Raises BackupFailed."""
    try:
        contents = json.loads((backup / CONTENTS).read_text())
        for name, digest in contents["sha256"].items():
            if _digest(backup / name) != digest:
                message = f"{backup / name} is not what was written: take another backup."
                raise BackupFailed(message)
        with tarfile.open(backup / MEDIA) as tar:
            file_count = sum(member.isfile() for member in tar)
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        message = f"{backup} is no backup that can be read: {error}."
        raise BackupFailed(message) from error
    if file_count != contents["files"]:
        message = f"{backup / MEDIA} holds {file_count} files and not {contents['files']}: take another backup."
        raise BackupFailed(message)
    if (backup / SQLITE).is_file():
        _check_sqlite(backup / SQLITE)
    else:
        _run(["pg_restore", "--list", str(backup / POSTGRES)], {})
    return dict(contents)


def restore(backup: Path, *, database: Mapping[str, Any], media: Path) -> None:
    """Put the database and the uploads back as they were. The site must be stopped. Raises BackupFailed."""
    check(backup)
    if _is_sqlite(database) != (backup / SQLITE).is_file():
        message = f"{backup} is of another kind of database than DATABASE_URL names."
        raise BackupFailed(message)
    beside = media.with_name(f"{media.name}.restoring")
    try:
        _unpack(backup, beside)
        if _is_sqlite(database):
            _restore_sqlite(backup / SQLITE, Path(database["NAME"]))
        else:
            _restore_postgres(backup / POSTGRES, database)
        _put_in_place(beside, media)
    except OSError as error:
        message = f"The backup could not be put back: {error.strerror or error}: {error.filename}."
        raise BackupFailed(message) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(folder: Path, database: Mapping[str, Any], media: Path) -> None:
    if _is_sqlite(database):
        name = SQLITE
        _copy_sqlite(Path(database["NAME"]), folder / SQLITE)
    else:
        name = POSTGRES
        target = ["--format=custom", "--no-owner", "--no-privileges", f"--file={folder / POSTGRES}"]
        _run(["pg_dump", *target, str(database["NAME"])], database)
    # After the database: what is uploaded meanwhile is one file too many, and none is missing.
    files = _pack(media, folder / MEDIA)
    contents = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": files,
        "sha256": {part: _digest(folder / part) for part in (name, MEDIA)},
    }
    (folder / CONTENTS).write_text(json.dumps(contents, indent=1))
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own way to copy a database that others write to meanwhile."""
    if not source.is_file():
        message = f"There is no database at {source}: see DATABASE_URL and VAR_DIR."
        raise BackupFailed(message)
    try:
        with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        message = f"{source} could not be copied: {error}."
        raise BackupFailed(message) from error


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict != "ok":
        message = f"The database in {path} is damaged: {verdict}."
        raise BackupFailed(message)


def _restore_sqlite(source: Path, target: Path) -> None:
    """Beside the present one, then in its place; nobody else may have it open, or what they write would be lost."""
    beside = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, beside)
    if target.exists():
        try:
            with closing(sqlite3.connect(target, timeout=1)) as live:
                # Refused while somebody else has it open; folds in what waits beside it.
                live.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            beside.unlink()
            message = "Something still uses the database: stop the site, then restore again."
            raise BackupFailed(message) from error
        except sqlite3.DatabaseError:
            pass  # Damaged: that is why one restores.
    for ending in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    beside.replace(target)


def _restore_postgres(source: Path, database: Mapping[str, Any]) -> None:
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(["pg_restore", *options, f"--dbname={database['NAME']}", str(source)], database)


def _run(command: list[str], database: Mapping[str, Any]) -> None:
    """One of PostgreSQL's programs; the password never stands among its arguments."""
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = {variable: str(database[name]) for variable, name in given.items() if database.get(name)}
    try:
        ended = subprocess.run(  # noqa: S603 -- our own command
            command,
            env=environment.with_variables(**env, PGOPTIONS=LONGEST_WAIT),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        message = f"{command[0]} is not there: apt install postgresql-client."
        raise BackupFailed(message) from error
    if ended.returncode:
        reason = next(iter(ended.stderr.strip().splitlines()), "it did not say why")
        message = f"{command[0]} failed: {reason}"
        raise BackupFailed(message)


def _pack(media: Path, target: Path) -> int:
    """Uploads in one file, as they are: pictures would not get smaller. Gives how many."""
    files = 0
    with tarfile.open(target, "w") as tar:
        for path in sorted(media.rglob("*")):
            if path.is_file() and not path.is_symlink():
                with suppress(FileNotFoundError):  # removed since the folder was read
                    tar.add(path, path.relative_to(media).as_posix(), recursive=False)
                    files += 1
    return files


def _unpack(backup: Path, beside: Path) -> None:
    """Files only, and only below the folder. tarfile's own filter for that is younger than the Python of Debian 12."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    within = beside.resolve()
    with tarfile.open(backup / MEDIA) as tar:
        for member in filter(tarfile.TarInfo.isfile, tar):
            target, packed = (within / member.name).resolve(), tar.extractfile(member)
            if packed is None or not target.is_relative_to(within):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
            os.utime(target, (member.mtime, member.mtime))


def _put_in_place(restored: Path, media: Path) -> None:
    before = media.with_name(f"{media.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if media.exists():
        media.rename(before)
    restored.rename(media)
    shutil.rmtree(before, ignore_errors=True)


def _check_room(folder: Path, database: Mapping[str, Any], media: Path) -> None:
    size = sum(path.stat().st_size for path in media.rglob("*") if path.is_file()) if media.is_dir() else 0
    if _is_sqlite(database) and Path(database["NAME"]).is_file():
        size += Path(database["NAME"]).stat().st_size
    free = shutil.disk_usage(folder).free
    if free < size * SPARE:
        message = (
            f"A backup needs {size >> 20} MB in {folder}, where {free >> 20} MB are free: make room, or name another "
        )
        raise BackupFailed(message + "folder. Backups made before are kept.")


def _forget_unfinished(folder: Path) -> None:
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)


def _is_sqlite(database: Mapping[str, Any]) -> bool:
    return "sqlite" in str(database["ENGINE"])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
