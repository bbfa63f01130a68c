"""An archive that was carried away from this site or another: its guides, its media, and the kit that holds them."""

from __future__ import annotations

import dataclasses
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commons.guides.domain.import_guides import import_sources
from commons.guides.exchange.formats import guide_formats
from commons.guides.models import GuidePage
from commons.kits.domain.import_kits import Options as KitOptions
from commons.kits.domain.import_kits import import_kits
from commons.kits.exchange.markdown import read_kit
from commons.kits.exchange.media import read_medium
from commons.library.domain.import_items import ItemAttempt
from commons.library.domain.import_items import Options as ItemOptions
from commons.library.domain.import_linked import LinkedAttempt
from commons.library.models import MediaImport, MediaItem
from commons.library.models.linked import archive_source
from exporting.archive import KIT_TEXT, record_path
from exporting.names import is_safe_path
from exporting.received import receive
from importing.formats import TextFile
from importing.local_files import read_text
from importing.report import Report
from importing.run import deleted_here, import_run
from markup.messages import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from commons.guides.domain.import_options import Options
    from commons.kits.exchange.markdown import Held, KitText
    from commons.library.record import Medium
    from exporting.received import Inventory
    from importing.formats import ImportSource
    from markup.messages import Message

GUIDE_TEXT = "guide.md"


@dataclasses.dataclass(frozen=True, slots=True)
class Received:
    """What became of an archive: a report for each kind of item in it."""

    guides: Report
    media: Report
    kits: Report

    @property
    def whole(self) -> Report:
        return Report.joined((self.guides, self.media, self.kits))


def import_archive(
    archive: Path, *, options: Options, progress: Callable[[int, str], None] = lambda _count, _source: None
) -> Received:
    """Import every guide of the archive, as `import_guides` does; then the media of a kit, and the kit itself.

    Each stands alone: what cannot come in is refused with a reason, and a kit then holds a link to where it is. Raises
    `exporting.received.NotReceived` when the archive is not as its inventory says, before anything is imported,
    OSError when it cannot be read or laid out, and DoesNotExist when the site has no list of guides or of kits.
    """
    with tempfile.TemporaryDirectory(prefix="communs-import-") as name, archive.open("rb") as opened:
        folder = Path(name)
        inventory = receive(opened, into=folder)
        numbers = {one.uuid: one.number for one in inventory.folders if one.uuid and one.number}
        sources = _originals_first(_guides_in(folder, inventory, options))
        guides = import_sources(sources, options=dataclasses.replace(options, numbers=numbers), progress=progress)
        kit = _kit_in(folder)
        media = _import_media(kit, folder, archive.name, options) if kit else Report()
        here = {one["source"] for report in (guides, media) for one in report.items} - _deleted(guides, media)
        coming = {one.uuid for one in inventory.folders if f"{one.path}/{GUIDE_TEXT}" in here}
        coming |= {one.uuid for one in kit.holds if {one.file, record_path(one.uuid)} & here} if kit else set()
        kits = _import_kit(folder, kit, coming if options.dry_run else set(), options)
    return Received(guides, media, kits)


def _guides_in(folder: Path, inventory: Inventory, options: Options) -> Iterator[ImportSource]:
    """The text of each guide, and no other: a kit, a guide and a shelf of media may hold texts that are none."""
    for one in inventory.folders:
        if f"{one.path}/{GUIDE_TEXT}" in inventory.files:
            yield from guide_formats.find_sources(folder / one.path / GUIDE_TEXT, format=options.format)


def _originals_first(sources: Iterable[ImportSource]) -> list[ImportSource]:
    """An adaptation or a translation finds its original here when both come in together."""
    by_name: dict[str, ImportSource] = {}
    needs: dict[str, set[str]] = {}
    slugs: dict[str, str] = {}
    for source in sources:
        values = _front(source)
        name = _words(values.get("uuid")) or source.name
        rows = values.get("sources")
        named = [_words(row.get("uuid")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        needs[name] = {*named, _words(values.get("translation_of"))} - {"", name}
        by_name[name] = source
        # The folder has another name where two guides have one slug, or where no disk could write it.
        slugs[_words(values.get("slug")) or source.path.parent.name] = name
    ordered: dict[str, ImportSource] = {}

    # Without recursion: an archive may hold as many generations as it holds guides.
    for first in by_name:
        way = [first]
        while way:
            named_by = (slugs.get(other, other) for other in sorted(needs[way[-1]]))
            ahead = next((one for one in named_by if one in by_name and one not in ordered and one not in way), None)
            if ahead is not None:
                way.append(ahead)
            else:
                ordered.setdefault(way[-1], by_name[way[-1]])
                way.pop()
    return list(ordered.values())


def _front(source: ImportSource) -> dict[str, object]:
    front = TextFile(source.path).front
    return dict(front.values) if front else {}


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _deleted(*reports: Report) -> set[str]:
    """The sources that stay away, since what they made was deleted here."""
    return {row["source"] for one in reports for row in one.warnings if row["reason"] == deleted_here()}


def _kit_in(folder: Path) -> KitText | None:
    """What the archive says of a kit; None of a guide's, and of one whose text `import_kits` is about to refuse."""
    try:
        return read_kit(read_text(folder / KIT_TEXT)) if (folder / KIT_TEXT).is_file() else None
    except Unreadable:
        return None


def _import_media(kit: KitText, folder: Path, name: str, options: Options) -> Report:
    chosen = ItemOptions(
        archive=name,
        licence=options.licence,
        association=options.association,
        publish=options.publish,
        bring_back=options.bring_back,
    )
    held = {one.uuid: one for one in kit.holds if one.file and one.uuid}
    with import_run(MediaItem, dry_run=options.dry_run) as run:
        for one in held.values():
            read = partial(_medium, one, folder)
            run.bring_in(one.file, partial(ItemAttempt, read, address=one.item, options=chosen))
        for one in _elsewhere(kit, folder):
            read = partial(_medium, one, folder)
            run.bring_in(record_path(one.uuid), partial(LinkedAttempt, read, options=chosen))
    return run.report


def _elsewhere(kit: KitText, folder: Path) -> Iterable[Held]:
    """The works elsewhere that the kit holds: of each the archive has the record, and there is no file."""
    bare = {one.uuid: one for one in kit.holds if one.uuid and not one.file}
    return [one for uuid, one in bare.items() if (folder / record_path(uuid)).is_file()]


def _medium(held: Held, folder: Path) -> tuple[Medium, tuple[Message, ...]]:
    """Raises Unreadable where the archive has no record of it."""
    is_there = is_safe_path(held.file) and (folder / held.file).is_file()
    text = read_text(folder / record_path(held.uuid))
    medium, sentences = read_medium(text, path=held.file, file=folder / held.file if is_there else None)
    # The kit says which it is: its record cannot make it another.
    return dataclasses.replace(medium, uuid=held.uuid), sentences


def _import_kit(folder: Path, kit: KitText | None, coming: set[str], options: Options) -> Report:
    path = folder / KIT_TEXT
    if not path.is_file():
        return Report()
    held = {one.uuid for one in kit.holds if one.uuid} if kit else set()
    chosen = KitOptions(
        publish=options.publish,
        dry_run=options.dry_run,
        bring_back=options.bring_back,
        association=options.association,
        here=_ids_here(held),
        coming=frozenset(coming - {""}),
    )
    return import_kits(path, options=chosen)


def _ids_here(uuids: set[str]) -> dict[str, str]:
    """Ids of the guides, media and works elsewhere that are here, public or not, by the uuid that they left under."""
    guides = GuidePage.objects.filter(uuid__in=uuids).values_list("uuid", "pk")
    imports = MediaImport.objects.filter(source__in=map(archive_source, uuids))
    brought = {source: (item, linked) for source, item, linked in imports.values_list("source", "item", "linked")}
    ids = {str(uuid): f"guide:{pk}" for uuid, pk in guides}
    for uuid in uuids:
        item, linked = brought.get(archive_source(uuid), (None, None))
        if item or linked:
            ids[uuid] = f"media:{item}" if item else f"elsewhere:{linked}"
    return ids
