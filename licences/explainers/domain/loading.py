"""Explainers come from files that the project ships; what somebody then writes on the site is theirs."""

from __future__ import annotations

import errno
import hashlib
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from licences.explainers.files import read_explainer, read_yaml
from licences.explainers.markdown import UnreadableExplainer
from licences.explainers.models import ExplainedLicence, ExplainerFile, ExplainerIndexPage, ExplainerPage
from search import indexing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.explainers.files import ExplainerText

logger = logging.getLogger(__name__)

# Raised when the same file would give another page, so that pages are written again.
EDITION = 1
AUTHOR = "Communs"
PATH_FILE = "path.yml"
SHIPPED = Path(__file__).resolve().parent.parent / "explainers"


@dataclass(slots=True)
class Report:
    """What a loading did. `kept` are pages written on since on the site, whose files changed and were not loaded."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


class _Kept(Exception):
    """Somebody wrote on the page: its file changes nothing."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    digest: str
    text: ExplainerText


def load_explainers(folder: Path) -> Report:
    """Make or update the published page of each Markdown file of `folder`, and the learning path of its `path.yml`.

    A file that says what it said changes nothing. A page that somebody edited or withdrew on the site is never written
    over: its file is reported under `kept`. A file that cannot be read is refused with a sentence, and the others are
    done. Pages whose file is gone stay, with a warning. Raises ExplainerIndexPage.DoesNotExist when the site has no
    list of explainers to put them in.
    """
    index = ExplainerIndexPage.objects.get()
    report = Report()
    with indexing.paused():
        files = _read(folder, report)
        for file in files:
            _alone(file.name, report, lambda file=file: _load(file, index=index, folder=folder, report=report))
        if (folder / PATH_FILE).is_file():
            _alone(PATH_FILE, report, lambda: _load_path(folder / PATH_FILE, index=index, report=report))
        _report_gone(folder, {path.name for path in folder.glob("*.md")}, report)
    return report


def _read(folder: Path, report: Report) -> list[_File]:
    """The files that can be read, the French ones first: translations need them. A name may serve once."""
    files: dict[str, _File] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            content = path.read_text(encoding="utf-8")
            text = read_explainer(content)
        except (UnreadableExplainer, OSError, UnicodeDecodeError) as error:
            report.refused.append((path.name, _reason(error)))
            continue
        if text.slug in files:
            message = _("“%(file)s” has the same “slug”: give each file its own.") % {"file": files[text.slug].name}
            report.refused.append((path.name, message))
            continue
        files[text.slug] = _File(path.name, _digest(content), text)
        report.warnings += [(path.name, warning) for warning in text.warnings]
    return sorted(files.values(), key=lambda file: (bool(file.text.translation_of), file.text.position, file.name))


def _alone(name: str, report: Report, load: Any) -> None:
    """One file in its own transaction: whatever happens to it, the report says so and the others go on."""
    try:
        with transaction.atomic():
            outcome = load()
    except _Kept:
        report.kept.append(name)
    except (UnreadableExplainer, ValidationError, OSError) as error:
        report.refused.append((name, _reason(error)))
    else:
        setattr(report, outcome, getattr(report, outcome) + 1)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return _("The file is not written in UTF-8.")
    if isinstance(error, OSError):
        return _of_the_system(error)
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _of_the_system(error: OSError) -> str:
    """What to mend, in our words: those of the system are in its own language."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full: make room, then load again.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("The user that runs the site may not read this file, or not write in MEDIA_ROOT: see the rights.")
    if error.errno in {errno.ENOENT, errno.EISDIR, errno.ENOTDIR}:
        return _("There is no such file: it was moved, or its name is that of a folder.")
    return _("The file could not be read or stored (error %(number)s of the system): load again, or see the disk.") % {
        "number": error.errno
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join([str(EDITION), *parts]).encode()).hexdigest()


def _load(file: _File, *, index: ExplainerIndexPage, folder: Path, report: Report) -> str:
    record = ExplainerFile.objects.select_related("page").filter(slug=file.text.slug).first()
    where = f"{folder.name}/{file.name}"
    if record and record.file != where:
        message = _("It was “%(file)s” before; the page is the same.") % {"file": record.file}
        report.warnings.append((file.name, message))
        ExplainerFile.objects.filter(pk=record.pk).update(file=where)
    if record and record.digest == file.digest:
        return "unchanged"
    page = _page_for(file, record, index)
    created = page.pk is None
    _fill(page, file.text, index)
    if created:
        index.add_child(instance=page)
    _publish(page, slug=file.text.slug, file=where, digest=file.digest)
    return "created" if created else "updated"


def _page_for(file: _File, record: ExplainerFile | None, index: ExplainerIndexPage) -> ExplainerPage:
    if record is None:
        if index.get_children().filter(slug=file.text.slug).exists():
            message = _("A page that no file made has the address “%(slug)s” already: give one of them another.")
            raise UnreadableExplainer(message % {"slug": file.text.slug})
        return ExplainerPage(slug=file.text.slug, live=False)
    page = record.page.specific
    if record.revision_id != page.latest_revision_id or not page.live:
        raise _Kept
    return page


def _fill(page: ExplainerPage, text: ExplainerText, index: ExplainerIndexPage) -> None:
    for name in ("title", "one_sentence", "language", "level", "position"):
        setattr(page, name, getattr(text, name))
    for name in ("body", "tries", "quiz"):
        setattr(page, name, json.dumps(getattr(text, name)))
    page.translation_of = _original(text, index)
    page.explained.set([ExplainedLicence(licence=key) for key in text.licences])
    page.credits = page.credits or [{"name": AUTHOR, "role": "author", "url": ""}]


def _original(text: ExplainerText, index: ExplainerIndexPage) -> ExplainerPage | None:
    if not text.translation_of:
        return None
    record = ExplainerFile.objects.filter(slug=text.translation_of, page__path__startswith=index.path).first()
    if record is None:
        message = _("“translation_of” names “%(slug)s”, which no file has for its “slug”.")
        raise UnreadableExplainer(message % {"slug": text.translation_of})
    return ExplainerPage.objects.get(pk=record.page_id)


def _publish(page: ExplainerPage | ExplainerIndexPage, *, slug: str, file: str, digest: str) -> None:
    revision = page.save_revision()
    revision.publish()
    kept = {"slug": slug, "file": file, "digest": digest, "revision": revision}
    ExplainerFile.objects.update_or_create(page_id=page.pk, defaults=kept)


def _load_path(path: Path, *, index: ExplainerIndexPage, report: Report) -> str:
    content = path.read_text(encoding="utf-8")
    values = read_yaml(content)
    names = values.get("steps")
    if not isinstance(names, list) or not names:
        raise UnreadableExplainer(_("“steps” is a list of the names of French pages."))
    pages = _pages_named([str(name) for name in names], path, report)
    digest = _digest(content, *map(str, pages))
    record = ExplainerFile.objects.filter(page_id=index.pk).first()
    if record and record.digest == digest:
        return "unchanged"
    page = ExplainerIndexPage.objects.get(pk=index.pk)
    if record.revision_id != page.latest_revision_id if record else page.path_steps:
        raise _Kept
    page = page.get_latest_revision_as_object()
    for name, key in (("path_title", "title"), ("path_sentence", "one_sentence")):
        words = values.get(key)
        if not isinstance(words, dict) or not all(isinstance(words.get(one), str) for one in ("fr", "en")):
            raise UnreadableExplainer(_("The key “%(key)s” has a text under “fr” and one under “en”.") % {"key": key})
        setattr(page, name, words["fr"])
        setattr(page, f"{name}_en", words["en"])
    page.path_steps = json.dumps([{"type": "step", "value": pk} for pk in pages])
    _publish(page, slug=PATH_FILE, file=f"{path.parent.name}/{path.name}", digest=digest)
    return "updated"


def _pages_named(names: list[str], path: Path, report: Report) -> list[int]:
    found = dict(ExplainerFile.objects.filter(slug__in=names).values_list("slug", "page_id"))
    report.warnings += [
        (path.name, _("No page is called “%(slug)s”: the step was left out.") % {"slug": name})
        for name in names
        if name not in found
    ]
    return [found[name] for name in names if name in found]


def _report_gone(folder: Path, names: Iterable[str], report: Report) -> None:
    here = {f"{folder.name}/{name}" for name in (*names, PATH_FILE)}
    gone = ExplainerFile.objects.filter(file__startswith=f"{folder.name}/").exclude(file__in=here)
    for record in gone.select_related("page"):
        message = _("The file is gone, and its page “%(title)s” stays: unpublish it if it is no longer wanted.")
        report.warnings.append((record.file.rpartition("/")[2], message % {"title": record.page.title}))
