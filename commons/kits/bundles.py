"""A kit as plain values that `exporting` writes in every format: what anybody may see of it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.guides.bundles import sheet_of
from commons.guides.queries import public_guides
from commons.kits import carried as carriers
from commons.kits.context.blocked import Project
from commons.kits.context.entries import what_it_holds
from commons.kits.context.verdict import verdict_context
from commons.kits.domain.entries import read_entries
from commons.kits.domain.totals import gather_materials, times_of
from commons.kits.domain.verdict import verdict_of
from commons.kits.exchange.markdown import LONGEST_ADDRESS, LONGEST_LINE, Held, KitText
from commons.kits.exchange.media import write_medium
from commons.kits.exchange.writing import write_kit
from commons.library.domain.records import linked_medium, medium_of
from commons.library.models import LinkedWork
from commons.library.queries import public_media, with_files
from design.addresses import full_address
from exporting.bundle import Asset, Bundle, Link, Needed, Sheet, named
from exporting.wording import in_words_of, spoken
from markup.typography import duration, measured, number, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commons.guides.models import GuidePage
    from commons.kits.carried import Carried
    from commons.kits.domain.entries import Entries, Entry
    from commons.kits.domain.totals import Gathered
    from commons.kits.models import KitPage
    from commons.library.models import MediaItem


# Kinds of items that an archive holds whole: of a work elsewhere all that is known here.
CARRIED = frozenset({"guide", "media", "elsewhere"})


def bundle_of(kit: KitPage, *, participants: int | None = None) -> Bundle:
    """The kit whole: a sheet for each guide, the file of each media item, and links to the rest.

    What it uses adapted leaves as it is here: to adapt it is the work of whoever takes it up.
    """
    entries = read_entries(kit.entries.raw_data)
    guides = public_guides().in_bulk([pk for _entry, pk in entries.of_type("guide")])
    prefetch_related_objects(list(guides.values()), "themes", "association")
    people = participants or kit.participants
    with in_words_of(kit.language):
        leaving, shown = zip(*_carried(kit, entries, guides, people), strict=True) if entries.shown else ((), ())
        # Named here already, for the text of the kit.
        leaving = named(leaving)
        files = {
            entry.key: one.path
            for one, entry in zip(leaving, shown, strict=True)
            if isinstance(one, Asset) and one.record
        }
        return Bundle(
            slug=kit.slug,
            title=_typeset(kit.title, kit),
            language=kit.language,
            url=full_address(kit),
            work=kit.as_work(),
            entries=leaving,
            lead=_typeset(kit.one_sentence, kit),
            presentation=tuple(_typeset(words, kit) for words in _paragraphs(kit.presentation)),
            facts=tuple(_facts(kit, entries, guides)),
            updated=localdate(kit.last_published_at) if kit.last_published_at else None,
            credits_url=f"{full_address(kit)}credits/",
            verdict=tuple(_verdict(kit, entries)),
            needed=tuple(_needed(one, kit) for one in _materials(entries, guides, people)),
            participants=people,
            palette=kit.theme,
            publisher=settings.SITE_NAME,
            publisher_url=settings.BASE_URL,
            uuid=str(kit.uuid),
            markdown=_text(kit, entries, files),
        )


def _carried(
    kit: KitPage, entries: Entries, guides: Mapping[int, GuidePage], people: int
) -> Iterator[tuple[Sheet | Asset | Link, Entry]]:
    """What each entry leaves as, with the entry."""
    rows = public_media().filter(pk__in=[pk for _entry, pk in entries.of_type("media")])
    media = {item.pk: item for item in with_files(rows).prefetch_related("tags", "themes", "association")}
    pks = [pk for _entry, pk in entries.of_type("elsewhere")]
    elsewhere = LinkedWork.objects.prefetch_related("tags").in_bulk(pks) if pks else {}
    texts = {
        f"{type_}:{pk}": one
        for type_ in carriers.types()
        for pk, one in carriers.carried(type_, [pk for _entry, pk in entries.of_type(type_)]).items()
    }
    for entry in entries.shown:
        if entry.type == "guide" and entry.pk in guides:
            yield sheet_of(guides[entry.pk], participants=people, remark=_typeset(entry.why, kit)), entry
        elif entry.type == "media" and entry.pk in media:
            yield _asset(media[entry.pk], entry, kit), entry
        elif text := texts.get(entry.id):
            yield _text_file(text, entry, kit), entry
        else:
            address = entry.work.source or entry.url
            title, remark = _typeset(entry.title, kit), _typeset(entry.why, kit)
            linked = elsewhere.get(entry.pk) if entry.type == "elsewhere" else None
            carried = {"uuid": str(linked.uuid), "record": write_medium(linked_medium(linked))} if linked else {}
            yield Link(title=title, url=address, work=entry.work, remark=remark, **carried), entry


def _asset(item: MediaItem, entry: Entry, kit: KitPage) -> Asset:
    row = item.file_row
    return Asset(
        path=row.file.name,
        file=Path(row.file.path),
        work=entry.work,
        uuid=str(row.uuid),
        alt=item.description,
        is_decorative=bool(getattr(row, "is_decorative", False)),
        remark=_typeset(entry.why, kit),
        url=entry.work.source,
        record=write_medium(medium_of(item)),
    )


def _text_file(text: Carried, entry: Entry, kit: KitPage) -> Asset:
    remark = " · ".join(filter(None, [entry.why, text.purpose]))
    return Asset(
        path=text.name, file=None, content=text.content, work=entry.work, alt=text.purpose,
        remark=_typeset(remark, kit), url=entry.work.source or urljoin(settings.BASE_URL, entry.url),
    )  # fmt: skip


def _facts(kit: KitPage, entries: Entries, guides: Mapping[int, GuidePage]) -> Iterator[tuple[str, str]]:
    yield _("It holds"), what_it_holds(entries)
    times = times_of(guide.minutes for guide in guides.values())
    if times.minutes:
        yield _("Duration"), duration(times.minutes, language=spoken(kit.language))
    if kit.sharer:
        yield pgettext("of a kit", "Shared by"), kit.sharer.title


def _paragraphs(text: str) -> list[str]:
    """As the page of a kit draws them: an empty line begins another."""
    return [" ".join(words.split()) for words in re.split(r"\n\s*\n", text) if words.strip()]


def _verdict(kit: KitPage, entries: Entries) -> Iterator[str]:
    """Each question with its answer, and what blocks it."""
    if not entries.shown:
        return
    project = Project(kit.title, full_address(kit), kit.legal_tool)
    for answer in verdict_context(verdict_of(entries.shown), project)["answers"]:
        said = [answer["question"], f"{answer['headline']}.", *answer["sentences"]]
        yield _typeset(" ".join(said), kit)
        yield from (_typeset(f"– {one['title']}", kit) for one in answer["unknown"])
        for one in answer["blocked"]:
            reasons = " ".join(reason["text"] for reason in one["reasons"])
            titles = _("; ").join(work["title"] for work in one["works"])
            yield _typeset(f"{titles}{_(': ')}{reasons}", kit)
        if answer["also"]:
            named = ", ".join(answer["also"])
            yield _typeset(f"{_('These stand in the way too:')} {named}.", kit)


def _materials(entries: Entries, guides: Mapping[int, GuidePage], people: int) -> list[Gathered]:
    in_order = [guides[pk] for _entry, pk in entries.of_type("guide") if pk in guides]
    listed = ((guide.title, [block.value for block in guide.materials]) for guide in in_order)
    return gather_materials(listed, participants=people)


def _needed(one: Gathered, kit: KitPage) -> Needed:
    language = spoken(kit.language)
    name = measured(one.name, one.unit, language=language) if one.unit else one.name
    quantity = number(one.quantity, language=language) if one.quantity is not None else ""
    return Needed(
        name=_typeset(name, kit),
        quantity=f"{quantity} ×" if quantity and not one.unit else quantity,
        note=_typeset("; ".join(one.notes), kit),
        url=one.url,
    )


def _typeset(text: str, kit: KitPage) -> str:
    return typeset(text, language=kit.language)


def text_of(kit: KitPage) -> str:
    """The kit as the text that `import_kits` reads back; items are named by their whole addresses."""
    return _text(kit, read_entries(kit.entries.raw_data), {})


def _text(kit: KitPage, entries: Entries, files: Mapping[str, str]) -> str:
    """`files` are the places of the files of media in an archive, by the key of their row."""
    return write_kit(
        KitText(
            title=kit.title,
            one_sentence=kit.one_sentence,
            presentation=kit.presentation,
            language=kit.language,
            licence=kit.licence,
            credits=list(kit.credits),
            association=kit.sharer.slug if kit.sharer else "",
            themes=tuple(theme.slug for theme in kit.theme_list),
            participants=kit.participants,
            slug=kit.slug,
            uuid=str(kit.uuid),
            holds=tuple(_held(entry, files.get(entry.key, "")) for entry in entries.shown),
        )
    )


def _held(entry: Entry, file: str) -> Held:
    licence = entry.tool.label if entry.tool else entry.licence_words
    authors = ", ".join(author.name for author in entry.work.authors)
    values = {"title": _short(entry.title), "authors": _short(authors), "licence": licence}
    if entry.item is None:
        return Held("", entry.usage, entry.why, {**values, "url": entry.url})
    # An explainer is not carried along: each site has its own, at the same address.
    uuid = entry.item.uuid if entry.type in CARRIED else ""
    address = urljoin(settings.BASE_URL, entry.url)
    if entry.type == "elsewhere" and len(entry.work.source or "") <= LONGEST_ADDRESS:
        values["link"] = entry.work.source or ""
    return Held(address, entry.usage, entry.why, values, uuid=uuid, file=file)


def _short(text: str) -> str:
    """As long as a line of a kit may be."""
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"
