"""Explainers come from files that the project ships; what somebody then writes on the site is theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from importing.local_files import read_text
from importing.models import ImportRecord
from importing.report import translated
from importing.run import (
    Attempt,
    Imported,
    check_free_slug,
    deleted_here,
    edited_here,
    fingerprint,
    import_run,
    publish_imported,
    stays_deleted,
)
from licences.explainers.files import read_explainer
from licences.explainers.models import ExplainedLicence, ExplainerIndexPage, ExplainerPage
from markup.frontmatter import mapping
from markup.messages import Unreadable
from search.publishing import add_draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importing.report import Report
    from importing.run import ImportRun
    from licences.explainers.files import ExplainerText

# Raised when the same file would give another page, so that pages are written again.
EDITION = "1"
AUTHOR = "Communs"
PATH_FILE = "path.yml"
SHIPPED = Path(__file__).resolve().parents[1] / "pages"


def source_of(name: str) -> str:
    """The source that the record of an import knows a file by: `name` is its slug, or that of the path's file."""
    return f"explainer:{name}"


def load_explainers(folder: Path, *, bring_back: bool = False) -> Report:
    """Make or update the published page of each Markdown file of `folder`, and the learning path of its `path.yml`.

    A file that says what it said changes nothing. A page that somebody edited or withdrew on the site is never written
    over: it is unchanged, with a warning. One that was deleted here comes back with `bring_back` alone. A file that
    cannot be read is refused with a sentence, and the others are done. Pages whose file is gone stay, with a warning.
    Raises ExplainerIndexPage.DoesNotExist when the site has no list of explainers to put them in.
    """
    index = ExplainerIndexPage.objects.get()
    with import_run(ExplainerPage) as run:
        for file in _read(folder, run):
            run.bring_in(file.name, partial(_ExplainerAttempt, file, index, bring_back=bring_back))
        if (folder / PATH_FILE).is_file():
            run.bring_in(PATH_FILE, partial(_PathAttempt, folder / PATH_FILE, index))
        _report_gone(folder, {path.name for path in folder.glob("*.md")}, run.report)
    return run.report


@dataclass(frozen=True, slots=True)
class _File:
    """`where` is the file with its folder, `content` all that it says."""

    name: str
    where: str
    content: str
    text: ExplainerText


def _read(folder: Path, run: ImportRun) -> list[_File]:
    """The files that can be read, the French ones first: translations need them. A name may serve once."""
    files: dict[str, _File] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            content = read_text(path)
            text = read_explainer(content)
        except Unreadable as error:
            run.refuse(path.name, error)
            continue
        if text.slug in files:
            message = _("“%(file)s” has the same “slug”: give each file its own.") % {"file": files[text.slug].name}
            run.refuse(path.name, ValidationError(message))
            continue
        files[text.slug] = _File(path.name, f"{folder.name}/{path.name}", content, text)
    return sorted(files.values(), key=lambda file: (bool(file.text.translation_of), file.text.position, file.name))


class _ExplainerAttempt(Attempt):
    def __init__(self, file: _File, index: ExplainerIndexPage, *, bring_back: bool) -> None:
        super().__init__()
        self.bring_back = bring_back
        self.file = file
        self.text = file.text
        self.index = index
        self.source = source_of(file.text.slug)
        self.digest = fingerprint(EDITION, file.content)
        self.notes += [translated(warning) for warning in file.text.warnings]

    def save(self) -> Imported:
        known = ImportRecord.objects.known(self.source)
        if stays_deleted(known, bring_back=self.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.text.title)
        record = None if known is None or known.was_deleted else known
        if record:
            self._follow(record)
            if record.digest == self.digest:
                return Imported("unchanged", record.made.title, record.page_id)
            if record.edited_here():
                self.notes.append(edited_here())
                return Imported("unchanged", record.made.title, record.page_id)
        page = record.made.specific if record else self._new_page()
        self._fill(page)
        if record is None:
            add_draft(page, under=self.index)
        publish_imported(page, source=self.source, file=self.file.where, digest=self.digest)
        return Imported("updated" if record else "created", page.title, page.pk)

    def _follow(self, record: ImportRecord) -> None:
        if record.file != self.file.where:
            self.notes.append(_("It was “%(file)s” before; the page is the same.") % {"file": record.file})
            ImportRecord.objects.filter(pk=record.pk).update(file=self.file.where)

    def _new_page(self) -> ExplainerPage:
        check_free_slug(self.text.slug, below=self.index)
        return ExplainerPage(slug=self.text.slug, live=False)

    def _fill(self, page: ExplainerPage) -> None:
        for name in ("title", "one_sentence", "language", "level", "position"):
            setattr(page, name, getattr(self.text, name))
        for name in ("body", "tries", "quiz"):
            setattr(page, name, json.dumps(getattr(self.text, name)))
        page.translation_of = self._original()
        page.explained.set([ExplainedLicence(licence=key) for key in self.text.licences])
        page.credits = page.credits or [{"name": AUTHOR, "role": "author", "url": ""}]

    def _original(self) -> ExplainerPage | None:
        if not self.text.translation_of:
            return None
        record = ImportRecord.objects.known(source_of(self.text.translation_of))
        if record and record.was_deleted:
            return None
        if record is None or not record.made.is_descendant_of(self.index):
            message = _("“translation_of” names “%(slug)s”, which no file has for its “slug”.")
            raise ValidationError(message % {"slug": self.text.translation_of})
        return ExplainerPage.objects.get(pk=record.made.pk)


class _PathAttempt(Attempt):
    """The learning path, written on the list of explainers."""

    source = source_of(PATH_FILE)

    def __init__(self, path: Path, index: ExplainerIndexPage) -> None:
        super().__init__()
        self.path = path
        self.index = index

    def prepare(self) -> None:
        self.content = read_text(self.path)
        self.values = mapping(self.content)

    def save(self) -> Imported:
        pages = self._steps()
        digest = fingerprint(EDITION, self.content, *map(str, pages))
        record = ImportRecord.objects.of(self.source)
        page = ExplainerIndexPage.objects.get(pk=self.index.pk)
        unchanged = Imported("unchanged", page.title, page.pk)
        if record and record.digest == digest:
            return unchanged
        if record.edited_here() if record else page.path_steps:
            self.notes.append(edited_here())
            return unchanged
        page = page.get_latest_revision_as_object()
        self._fill(page, pages)
        publish_imported(page, source=self.source, file=f"{self.path.parent.name}/{self.path.name}", digest=digest)
        return Imported("updated", page.title, page.pk)

    def _fill(self, page: ExplainerIndexPage, pages: list[int]) -> None:
        for name, key in (("path_title", "title"), ("path_sentence", "one_sentence")):
            words = self.values.get(key)
            if not isinstance(words, dict) or not all(isinstance(words.get(one), str) for one in ("fr", "en")):
                message = _("The key “%(key)s” has a text under “fr” and one under “en”.")
                raise ValidationError(message % {"key": key})
            setattr(page, name, words["fr"])
            setattr(page, f"{name}_en", words["en"])
        page.path_steps = json.dumps([{"type": "step", "value": pk} for pk in pages])

    def _steps(self) -> list[int]:
        names = self.values.get("steps")
        if not isinstance(names, list) or not names:
            raise ValidationError(_("“steps” is a list of the names of French pages."))
        pages = ImportRecord.objects.pages_of(map(source_of, names))
        self.notes += [
            _("No page is called “%(slug)s”: the step was left out.") % {"slug": name}
            for name in names
            if source_of(name) not in pages
        ]
        return [pages[source_of(name)] for name in names if source_of(name) in pages]


def _report_gone(folder: Path, names: Iterable[str], report: Report) -> None:
    here = {f"{folder.name}/{name}" for name in (*names, PATH_FILE)}
    records = ImportRecord.objects.filter(
        source__startswith=source_of(""), file__startswith=f"{folder.name}/", page__isnull=False
    )
    for record in records.exclude(file__in=here).select_related("page"):
        message = _("The file is gone, and its page “%(title)s” stays: unpublish it if it is no longer wanted.")
        report.warn(record.file.rpartition("/")[2], message % {"title": record.made.title})
