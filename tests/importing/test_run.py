"""A run of an import: each source alone, whatever becomes of the others."""

from __future__ import annotations

import errno

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from commons.library.models import Theme
from importing.run import Attempt, Imported, fingerprint, import_run
from markup.messages import Unreadable, message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


class Try(Attempt):
    """Makes a theme, then fails with `error` if there is one."""

    def __init__(self, slug="theme", *, notes=(), error=None, before=lambda: None):
        super().__init__()
        self.slug = slug
        self.notes += notes
        self.error = error
        self.before = before
        self.files = ["stored"]

    def prepare(self):
        self.before()

    def save(self):
        theme = Theme(slug=self.slug, name_fr=self.slug, name_en=self.slug)
        theme.save()
        if self.error:
            raise self.error
        return Imported("created", self.slug, theme.pk)

    def delete_unsaved_files(self):
        self.files.clear()


def bring_in(*attempts, **choices):
    with import_run(Theme, **choices) as run:
        for attempt in attempts:
            run.bring_in(attempt.slug, lambda attempt=attempt: attempt)
    return run.report


def themes():
    return sorted(Theme.objects.values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Unreadable(message("Line %(line)s is no line.", line=3)), "Line 3 is no line."),
        (ValidationError("Say it otherwise."), "Say it otherwise."),
        (ValidationError({"name_fr": "It is too long."}), "Name in French: It is too long."),
        (
            OSError(errno.ENOSPC, "No space left"),
            "There is no room left on the disk: tell whoever looks after the site.",
        ),
        (ZeroDivisionError("division by zero"), "Something unforeseen went wrong with this file"),
    ],
    ids=["unreadable", "one sentence", "a field", "the system", "nobody foresaw it"],
)
def test_source_that_fails_is_refused_and_leaves_nothing(error, reason):
    bad, good = Try("bad", error=error), Try("good")

    report = bring_in(bad, good)

    assert [row["source"] for row in report.refused] == ["bad"]
    assert report.refused[0]["reason"].startswith(reason)
    assert (themes(), bad.files, good.files) == (["good"], [], ["stored"])


def test_what_nobody_foresaw_is_in_the_log_and_not_on_the_page(caplog):
    report = bring_in(Try(error=ZeroDivisionError("division by zero")))

    assert "division by zero" in caplog.text
    assert "division" not in report.refused[0]["reason"]


def test_dry_run_reports_everything_and_stores_nothing():
    attempt = Try("one", notes=["It has no licence."])

    report = bring_in(attempt, dry_run=True)

    assert report.items == [{"source": "one", "title": "one", "outcome": "created", "page": None}]
    assert report.warnings == [{"source": "one", "reason": "It has no licence."}]
    assert (themes(), attempt.files) == ([], [])


def test_note_that_is_said_twice_is_reported_once():
    report = bring_in(Try(notes=["It has no licence.", "It has no licence."]))

    assert [row["reason"] for row in report.warnings] == ["It has no licence."]


def test_source_that_somebody_brings_in_at_this_moment_is_tried_once_more():
    class Second(Try):
        def save(self):
            known = Theme.objects.filter(slug=self.slug).first()
            if known and self.before is nothing:
                return Imported("unchanged", known.slug, known.pk)
            return super().save()

    def nothing():
        pass

    def somebody_else():
        Theme.objects.create(slug="one", name_fr="un", name_en="one")

    tries = [Second("one", before=somebody_else), Second("one", before=nothing)]
    with import_run(Theme) as run:
        run.bring_in("one", lambda: tries.pop(0))

    assert (run.report.unchanged, run.report.refused) == (1, [])
    assert themes() == ["one"]


def test_fingerprint_tells_where_one_part_ends():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", "c") == fingerprint("ab", "c")


def test_whoever_stops_it_leaves_nothing_behind():
    stopped = Try("theme", error=KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        bring_in(stopped)

    assert (themes(), stopped.files) == ([], [])
