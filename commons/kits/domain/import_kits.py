"""Kits come from files too: a folder of Markdown, one file a kit. What somebody then writes on the site is theirs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.kits.exchange.markdown import read_kit
from commons.kits.item_field import NOT_GATHERED, item_at
from commons.kits.models import KitIndexPage, KitPage
from commons.library.models import Theme
from commons.library.site_address import root_url
from community.queries import public_associations
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
from licences import public_items
from markup.normalize import normalize
from search.publishing import add_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from commons.kits.exchange.markdown import Held
    from community.models import AssociationPage
    from importing.report import Report
    from licences.public_items import PublicItem

# Raised when the same file would give another page, so that pages are written again.
EDITION = "1"
LONGEST_SLUG = 240
# A row has the same id whenever the same file names the same thing: the history knows it again.
_ROWS = uuid.UUID("0c5b6c53-21a2-4d0a-8b8e-6d3c1c0b6a55")


@dataclass(frozen=True, slots=True)
class Options:
    """`association` signs every kit instead of the one that it names.

    `bring_back`: a kit that was deleted here comes in again. `here` gives the id of items by the uuid that they were
    carried here under, public or not yet. `coming` are uuids of what a dry run would have brought in before.
    """

    publish: bool = False
    dry_run: bool = False
    bring_back: bool = False
    association: AssociationPage | None = None
    here: Mapping[str, str] = field(default_factory=dict)
    coming: frozenset[str] = frozenset()


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

    def prepare(self) -> None:
        """Read the file; nothing is locked yet."""
        content = read_text(self.path)
        self.text = read_kit(content)
        self.slug = slugify(self.text.slug)[:LONGEST_SLUG] or slugify(self.path.stem)
        self.source = f"kit:{self.text.uuid or self.slug}"
        # What came in since the last time is held then.
        self.digest = fingerprint(EDITION, content, *sorted(f"{uuid} {id_}" for uuid, id_ in self.options.here.items()))
        self.notes += [translated(warning) for warning in self.text.warnings]

    def save(self) -> Imported:
        here = KitPage.objects.filter(uuid=self.text.uuid).first() if self.text.uuid else None
        record = ImportRecord.objects.filter(page=here).select_related("page").first() if here else self._record()
        if stays_deleted(record, bring_back=self.options.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.text.title)
        record = None if record is None or record.was_deleted else record
        if here and record is None:  # it was written on this very site
            self.notes.append(edited_here())
            return Imported("unchanged", here.title, here.pk)
        self.source = record.source if record else self.source
        if record and record.revision_id != record.made.latest_revision_id:
            self.notes.append(edited_here())
            return Imported("unchanged", record.made.title, record.page_id)
        if record and record.digest == self.digest and (record.made.live or not self.options.publish):
            return Imported("unchanged", record.made.title, record.page_id)
        kit = record.made.specific if record else self._new_page()
        self._fill(kit)
        if record is None:
            add_draft(kit, under=self.index)
        self._publish(kit)
        return Imported("updated" if record else "created", kit.title, kit.pk)

    def _record(self) -> ImportRecord | None:
        return ImportRecord.objects.known(self.source)

    def _new_page(self) -> KitPage:
        """A kit of another site comes under another address where its own is taken; two files here may not be one."""
        if not self.text.uuid:
            check_free_slug(self.slug, below=self.index)
            return KitPage(slug=self.slug, live=False)
        taken = set(self.index.get_children().filter(slug__startswith=self.slug).values_list("slug", flat=True))
        slugs = chain([self.slug], (f"{self.slug}-{number}" for number in count(2)))
        return KitPage(slug=next(slug for slug in slugs if slug not in taken), uuid=UUID(self.text.uuid), live=False)

    def _fill(self, kit: KitPage) -> None:
        for name in ("title", "one_sentence", "presentation", "language", "licence", "credits", "participants"):
            setattr(kit, name, getattr(self.text, name))
        kit.association = self._association()
        kit.themes.set(self._themes())
        rows = filter(None, (self._row(one, number) for number, one in enumerate(self.text.holds, start=1)))
        field: Any = KitPage._meta.get_field("entries")
        kit.entries = field.to_python(list(rows))

    def _association(self) -> AssociationPage | None:
        if self.options.association:
            return self.options.association
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
        use = {"use": held.use, "why": held.why}
        if not held.item:
            return {"type": "link", "id": key, "value": {**held.values, **use}}
        if id_ := self._item_of(held):
            return {"type": "item", "id": key, "value": {"item": id_, **use}}
        if link := self._link_to(held):
            return {"type": "link", "id": key, "value": {**link, **use}}
        message = _("Nothing that everybody may see is at “%(address)s” here: it was left out.")
        self.notes.append(message % {"address": held.item})
        return None

    def _item_of(self, held: Held) -> str:
        """The id of the item: of its uuid, at its address, or the explainer of that title which every site has."""
        if id_ := self.options.here.get(held.uuid):
            return id_
        found = public_items.known_as(held.uuid) or item_at(held.item) or self._explainer(held)
        return "" if found is None or found.id.partition(":")[0] in NOT_GATHERED else found.id

    def _explainer(self, held: Held) -> PublicItem | None:
        path = urlsplit(held.item).path
        found = item_at(path) if path.startswith("/") and not held.uuid and held.values.get("title") else None
        is_same = found and found.id.startswith("explainer:")
        return found if found and is_same and normalize(found.title) == normalize(held.values["title"]) else None

    def _link_to(self, held: Held) -> dict[str, str]:
        """What is not here, where it is; nothing for an address of this site, or one that says no title."""
        root = root_url()
        address = held.values.get("link") or held.item
        link = {name: held.values[name] for name in ("title", "authors", "licence")} | {"url": address}
        if held.uuid in self.options.coming:
            return link
        is_elsewhere = address.startswith(("http://", "https://")) and not (root and address.startswith(f"{root}/"))
        if not is_elsewhere or not held.values.get("title"):
            return {}
        message = _("“%(title)s” is not here: the kit leads to where it is, %(address)s.")
        self.notes.append(message % {"title": held.values["title"], "address": address})
        return link

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
