"""Builds: once for all who ask, never half, told in a sentence when they fail."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from exporting import builds
from exporting.builds import BROKEN, BUSY, FULL, OWN_BUSY, TOO_LONG, Failed, Ready, Running, ask
from exporting.room import LEFT_BEHIND_SECONDS, make_room

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    settings.EXPORTS_MEGABYTES = 1
    builds._failed.clear()
    yield tmp_path / "exports"
    for running in list(builds._running.values()):
        running.future.exception(timeout=10)


def writing(content=b"whole", *, calls=None, wait=None):
    def write(into, *, progress):
        if calls is not None:
            calls.append(1)
        into.write(content)
        progress.step(1, 2)
        if wait is not None:
            assert wait.wait(10)

    return write


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_is_built_once_and_found_again(folder):
    calls = []

    first, second = (ask("a.pdf", writing(calls=calls)) for _ in range(2))

    assert first == second == Ready(folder / "a.pdf")
    assert (folder / "a.pdf").read_bytes() == b"whole"
    assert calls == [1]
    assert names(folder) == ["a.pdf"]


def test_a_long_build_goes_on_for_whoever_comes_back(folder):
    calls, gate = [], threading.Event()

    answers = [ask("a.zip", writing(calls=calls, wait=gate), patience=0.2) for _ in range(2)]
    assert answers == [Running(1, 2), Running(1, 2)]
    assert [name for name in names(folder) if name == "a.zip"] == []
    gate.set()

    assert ask("a.zip", writing(), patience=5) == Ready(folder / "a.zip")
    assert calls == [1]


def test_a_full_disk_leaves_no_half_file_and_says_so(folder, caplog):
    def write(into, *, progress):
        into.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    assert ask("a.pdf", write) == Failed(FULL)
    assert names(folder) == ["a.pdf.lock"]
    assert "No space left" in caplog.text
    # Whoever asks at once is told the same, and nothing fails again for them.
    assert ask("a.pdf", writing()) == Failed(FULL)
    builds._failed["a.pdf"] = (time.monotonic() - builds.FAILED_SECONDS - 1, FULL)
    assert ask("a.pdf", writing()) == Ready(folder / "a.pdf")


def test_a_fault_of_ours_is_told_without_its_traceback(folder, caplog):
    def write(into, *, progress):
        raise ValueError(into.name)

    assert ask("a.pdf", write) == Failed(BROKEN)
    assert ".part" in caplog.text


def test_half_a_file_that_a_killed_process_left_goes_when_it_is_built_again(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("a.pdf.0123.part", "b.pdf.0123.part"):
        (folder / name).write_bytes(b"half")

    assert ask("a.pdf", writing()) == Ready(folder / "a.pdf")
    assert names(folder) == ["a.pdf", "b.pdf.0123.part"]


def test_no_more_than_so_many_wait(folder, monkeypatch):
    monkeypatch.setattr(builds, "MOST_WAITING", 1)
    gate = threading.Event()

    assert isinstance(ask("a.pdf", writing(wait=gate), patience=0), Running)
    assert ask("b.pdf", writing(), patience=0) == Failed(BUSY)
    gate.set()


def test_one_who_asks_for_much_leaves_room_for_others(folder, monkeypatch):
    monkeypatch.setattr(builds, "MOST_OF_ONE", 1)
    gate = threading.Event()

    assert isinstance(ask("a.pdf", writing(wait=gate), patience=0, whose="one"), Running)
    assert ask("b.pdf", writing(), patience=0, whose="one") == Failed(OWN_BUSY)
    # What is being built already is anybody's.
    assert isinstance(ask("a.pdf", writing(), patience=0, whose="one"), Running)
    assert ask("b.pdf", writing(), patience=5, whose="other") == Ready(folder / "b.pdf")
    gate.set()


def test_only_builds_that_begin_are_counted(folder):
    asked = []

    def refusal():
        asked.append(1)
        return Failed("non", is_refused=True) if len(asked) > 1 else None

    ready = Ready(folder / "a.pdf")
    assert [ask("a.pdf", writing(), refusal=refusal) for _ in range(3)] == [ready] * 3
    assert ask("b.pdf", writing(), refusal=refusal) == Failed("non", is_refused=True)
    assert len(asked) == 2
    # It is nobody else's failure.
    assert ask("b.pdf", writing()) == Ready(folder / "b.pdf")


@pytest.mark.parametrize("ends", [None, subprocess.TimeoutExpired("typesetter", 1)])
def test_build_that_takes_too_long_says_so(folder, monkeypatch, ends):
    def slow(into, *, progress):
        if ends:
            raise ends
        progress.step(1, 2)

    monkeypatch.setattr(builds, "MOST_SECONDS", -1)
    assert ask("a.pdf", slow) == Failed(TOO_LONG)
    assert names(folder) == ["a.pdf.lock"]


BUILDER = """
import django, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()
from django.conf import settings
from pathlib import Path
settings.EXPORTS_DIR = Path(sys.argv[1])
from exporting.builds import ask

def write(into, *, progress):
    into.write(b"half"); into.flush()
    progress.step(3, 9)
    print("begun", flush=True)
    time.sleep(60)

ask("a.zip", write, patience=60)
"""


@pytest.fixture
def elsewhere(folder):
    """Another process that is building a.zip, and does not end by itself."""
    process = subprocess.Popen([sys.executable, "-c", BUILDER, folder], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"begun\n"
    yield process
    process.kill()
    process.communicate()


def test_another_process_builds_and_tells_how_far_it_is(folder, elsewhere):
    calls = []

    assert ask("a.zip", writing(calls=calls), patience=0.3) == Running(3, 9)
    assert calls == []


def test_a_killed_build_leaves_no_file_and_is_begun_again(folder, elsewhere):
    elsewhere.kill()
    elsewhere.wait()
    assert not (folder / "a.zip").exists()

    assert ask("a.zip", writing(), patience=5) == Ready(folder / "a.zip")
    assert (folder / "a.zip").read_bytes() == b"whole"


def test_the_oldest_leave_when_there_is_no_more_room(folder):
    folder.mkdir()
    for age, name in enumerate(["new.pdf", "old.pdf", "older.pdf"]):
        (folder / name).write_bytes(b"x" * 400)
        os.utime(folder / name, (time.time() - 100 * age - 10,) * 2)
    (folder / "kept.pdf").write_bytes(b"x" * 400)

    make_room(folder, most=900, spared=folder / "kept.pdf")

    assert names(folder) == ["kept.pdf", "new.pdf"]


def test_using_a_file_makes_it_young(folder):
    ask("a.pdf", writing(b"x" * 400_000))
    os.utime(folder / "a.pdf", (0, 0))
    ask("a.pdf", writing())
    for name in ("b.pdf", "c.pdf"):
        os.utime(folder / "a.pdf", (time.time() + 5,) * 2)
        ask(name, writing(b"x" * 400_000))
    assert names(folder) == ["a.pdf", "c.pdf"]


def test_what_killed_builds_left_is_cleared_after_some_hours(folder):
    folder.mkdir()
    for name, age in [
        ("a.zip.1.part", LEFT_BEHIND_SECONDS + 60),
        ("b.zip.2.part", 60),
        ("a.zip.lock", LEFT_BEHIND_SECONDS + 60),
    ]:
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)

    ask("c.pdf", writing())

    assert names(folder) == ["b.zip.2.part", "c.pdf"]
