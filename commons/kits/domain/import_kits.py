"""Kits come from files too: a folder of Markdown, one file a kit. What somebody then writes on the site is theirs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.kits.exchange.markdown import read_kit
from commons.kits.item_field import NOT_GATHERED, item_at
from commons.kits.models import KitIndexPage, KitPage
from commons.library.models import Theme
from community.queries import public_associations
from importing.local_files import read_text
from importing.models import ImportRecord
from importing.report import translated
from importing.run import Attempt, Imported, check_free_slug, edited_here, fingerprint, import_run, publish_imported
from search.publishing import add_draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commons.kits.exchange.markdown import Held
    from community.models import AssociationPage
    from importing.report import Report

# Raised when the same file would give another page, so that pages are written again.
EDITION = "1"
# A row has the same id whenever the same file names the same thing: the history knows it again.
_ROWS = uuid.UUID("0c5b6c53-21a2-4d0a-8b8e-6d3c1c0b6a55")


@dataclass(frozen=True, slots=True)
class Options:
    publish: bool = False
    dry_run: bool = False


def import_kits(path: Path, *, options: Options) -> Report:
    """Bring in the kit of a file, or of each Markdown file of a folder.

    A file that says what it said changes nothing, and what was edited here since is left alone. Raises
    KitIndexPage.DoesNotExist when the site has no list of kits.
    """
    index = KitIndexPage.objects.get()
    paths = sorted(path.glob("*.md")) if path.is_dir() else [path]
    with import_run(KitPage, dry_run=options.dry_run) as run:
        for one in paths:
            run.bring_in(one.name, partial(_KitAttempt, one, index, options))
    return run.report


class _KitAttempt(Attempt):
    def __init__(self, path: Path, index: KitIndexPage, options: Options) -> None:
        super().__init__()
        self.path, self.index, self.options = path, index, options
        self.slug = slugify(path.stem)
        self.source = f"kit:{self.slug}"

    def prepare(self) -> None:
        """Read the file; nothing is locked yet."""
        content = read_text(self.path)
        self.text = read_kit(content)
        self.digest = fingerprint(EDITION, content)
        self.notes += [translated(warning) for warning in self.text.warnings]

    def save(self) -> Imported:
        record = ImportRecord.objects.of(self.source)
        if record and record.revision_id != record.page.latest_revision_id:
            self.notes.append(edited_here())
            return Imported("unchanged", record.page.title, record.page_id)
        if record and record.digest == self.digest and (record.page.live or not self.options.publish):
            return Imported("unchanged", record.page.title, record.page_id)
        kit = record.page.specific if record else self._new_page()
        self._fill(kit)
        if record is None:
            add_draft(kit, under=self.index)
        self._publish(kit)
        return Imported("updated" if record else "created", kit.title, kit.pk)

    def _new_page(self) -> KitPage:
        check_free_slug(self.slug, below=self.index)
        return KitPage(slug=self.slug, live=False)

    def _fill(self, kit: KitPage) -> None:
        for name in ("title", "one_sentence", "presentation", "language", "licence", "credits", "participants"):
            setattr(kit, name, getattr(self.text, name))
        kit.association = self._association()
        kit.themes.set(self._themes())
        rows = filter(None, (self._row(one, number) for number, one in enumerate(self.text.holds, start=1)))
        field: Any = KitPage._meta.get_field("entries")
        kit.entries = field.to_python(list(rows))

    def _association(self) -> AssociationPage | None:
        slug = self.text.association
        found = public_associations().filter(slug=slug).first() if slug else None
        if slug and found is None:
            self.notes.append(
                _("No association is called “%(slug)s” here: the kit is signed by none.") % {"slug": slug}
            )
        return found

    def _themes(self) -> Iterable[Theme]:
        found = {theme.slug: theme for theme in Theme.objects.filter(slug__in=self.text.themes)}
        for slug in self.text.themes:
            if slug not in found:
                self.notes.append(_("The theme “%(slug)s” is not on the list and was left out.") % {"slug": slug})
        return [found[slug] for slug in self.text.themes if slug in found]

    def _row(self, held: Held, number: int) -> dict[str, Any] | None:
        key = str(uuid.uuid5(_ROWS, f"{self.source} {held.item or held.values['url']} {number}"))
        if not held.item:
            return {"type": "link", "id": key, "value": {**held.values, "use": held.use, "why": held.why}}
        item = item_at(held.item)
        if item is None or item.id.partition(":")[0] in NOT_GATHERED:
            message = _("Nothing that everybody may see is at “%(address)s” here: it was left out.")
            self.notes.append(message % {"address": held.item})
            return None
        return {"type": "item", "id": key, "value": {"item": item.id, "use": held.use, "why": held.why}}

    def _publish(self, kit: KitPage) -> None:
        problems = kit.publication_problems() if self.options.publish else {}
        if self.options.publish and not problems:
            publish_imported(kit, source=self.source, file=self.path.name, digest=self.digest)
            return
        revision = kit.save_revision(clean=False)
        ImportRecord.objects.remember(
            kit, source=self.source, file=self.path.name, digest=self.digest, revision=revision
        )
        if problems:
            reasons = " ".join(str(sentence) for messages in problems.values() for sentence in messages)
            self.notes.append(_("Kept as a draft. %(reasons)s") % {"reasons": reasons})
