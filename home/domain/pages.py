"""Pages of text written as Markdown files, such as those that present the demo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.models import HomePage, PlainPage
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
from markup.frontmatter import FrontMatter, split
from markup.markdown import to_text
from search.publishing import add_draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from importing.report import Report

REQUIRED = ("slug", "title")
TEXTS = (*REQUIRED, "one_sentence", "language", "translation_of")
FLAGS = ("menu", "footer")


def source_of(slug: str) -> str:
    """The source that the record of an import knows a file by: whatever the page's address became, it is the same."""
    return f"page:{slug}"


def load_pages(paths: Iterable[Path], *, parent: HomePage, bring_back: bool = False) -> Report:
    """Make one published page of text from each Markdown file, below `parent`.

    Front matter: slug, title, one_sentence, menu and footer (true or absent), language (that of the site unless told)
    and translation_of (the slug of the original, whose places in menu and foot it takes). A page that already says the
    same is left alone, and so is one that somebody edited on the site, with a warning; one that was deleted there comes
    back with `bring_back` alone. A file that cannot be read is refused, and the others are done: the report says which,
    and why.
    """
    seen: dict[str, str] = {}
    with import_run(PlainPage) as run:
        for path in sorted(paths):
            run.bring_in(path.name, partial(_PageAttempt, path, parent, seen, bring_back=bring_back))
    return run.report


class _PageAttempt(Attempt):
    """`seen` names the file of each slug before this one."""

    def __init__(self, path: Path, parent: HomePage, seen: dict[str, str], *, bring_back: bool) -> None:
        super().__init__()
        self.bring_back = bring_back
        self._seen = seen
        self.path = path
        self.parent = parent

    def prepare(self) -> None:
        content = read_text(self.path)
        self.front = _read(content)
        self.notes += [translated(warning) for warning in self.front.warnings]
        unknown = [key for key in self.front.values if key not in {*TEXTS, *FLAGS}]
        self.notes += [_("The key “%(key)s” is not known and was left out.") % {"key": key} for key in unknown]
        self.slug = self.front.values["slug"]
        first = self._seen.setdefault(self.slug, self.path.name)
        if first != self.path.name:
            raise ValidationError(_("“%(file)s” has the same “slug”: give each file its own.") % {"file": first})
        self.body = to_text(self.front.body, keep_headings=True).html
        self.digest = fingerprint(content)

    def save(self) -> Imported:
        source = source_of(self.slug)
        known = ImportRecord.objects.known(source)
        if stays_deleted(known, bring_back=self.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.front.values["title"])
        record = None if known is None or known.was_deleted else known
        if record and record.digest == self.digest:
            return Imported("unchanged", record.made.title, record.page_id)
        page = record.made.specific if record else self._new_page()
        if record and record.edited_here():
            self.notes.append(edited_here())
            return Imported("unchanged", page.title, page.pk)
        for name, value in self._values().items():
            setattr(page, name, value)
        if page.pk is None:
            add_draft(page, under=self.parent)
        file = f"{self.path.parent.name}/{self.path.name}"
        publish_imported(page, source=source, file=file, digest=self.digest)
        return Imported("updated" if record else "created", page.title, page.pk)

    def _new_page(self) -> PlainPage:
        check_free_slug(self.slug, below=self.parent, is_shown_by_a_view=True)
        return PlainPage(slug=self.slug, live=False)

    def _values(self) -> dict[str, Any]:
        values = self.front.values
        return {
            "title": values["title"],
            "one_sentence": values.get("one_sentence", ""),
            "body": self.body,
            "show_in_menus": _is_true(values.get("menu")),
            "in_footer": _is_true(values.get("footer")),
            "language": values.get("language", settings.LANGUAGE_CODE),
            "translation_of": self._original(values.get("translation_of", "")),
        }

    def _original(self, slug: str) -> PlainPage | None:
        if not slug:
            return None
        here = PlainPage.objects.child_of(self.parent)
        record = ImportRecord.objects.known(source_of(slug))
        if record and record.was_deleted:
            return None
        page = here.filter(pk=record.page_id).first() if record else here.filter(slug=slug).first()
        if page is None:
            message = _("There is no page “%(slug)s” to be a translation of. Files are read in the order of names.")
            raise ValidationError(message % {"slug": slug})
        return page


def _read(content: str) -> FrontMatter:
    front = split(content)
    if missing := [name for name in REQUIRED if not front.values.get(name)]:
        raise ValidationError(_("The keys at its head do not give: %(names)s.") % {"names": ", ".join(missing)})
    if wrong := [name for name in TEXTS if not isinstance(front.values.get(name, ""), str)]:
        raise ValidationError(
            _("These keys at its head must each hold a text: %(names)s.") % {"names": ", ".join(wrong)}
        )
    if wrong := [name for name in FLAGS if _words(front.values.get(name)) not in {"", "true", "false"}]:
        raise ValidationError(_("These keys at its head are true or false: %(names)s.") % {"names": ", ".join(wrong)})
    return front


def _words(value: Any) -> str:
    return "" if value is None else str(value).lower()


def _is_true(value: Any) -> bool:
    return _words(value) == "true"
