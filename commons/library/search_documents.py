"""How a media item becomes something that is found, whether its file is here or on another site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.library.context.cards import PALETTES
from commons.library.context.linked import host_of
from commons.library.domain.going_public import TYPE
from commons.library.enums import Held, MediaKind
from commons.library.items import ElsewhereProvider
from commons.library.linked_signals import key_of, pks_in
from commons.library.models import LicensedImage, LinkedWork
from commons.library.queries import public_media
from commons.library.rendering import prepare_pictures, thumbnail_element
from commons.library.used_in import titles_of_uses
from community.queries import may_be_named
from search import registry
from search.documents import SearchDocument
from search.facets.kinds import WordFacet
from search.understanding import hints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from commons.library.models import MediaItem


class MediaSource:
    """See `search.registry.DocumentSource`. The key of a work elsewhere is `elsewhere-12`, of an item a number."""

    type = TYPE
    label = pgettext_lazy("menu", "Media")
    label_one = _("Media item")
    result_template = "media/search_facts.html"

    def public_pks(self, among: Collection[str] | None = None) -> Iterator[str]:
        items, works = public_media(), LinkedWork.objects.all()
        if among is not None:
            items, works = items.filter(pk__in=_numbers(among)), works.filter(pk__in=pks_in(among))
        yield from (str(pk) for pk in items.order_by("pk").values_list("pk", flat=True))
        yield from (key_of(pk) for pk in works.order_by("pk").values_list("pk", flat=True))

    def documents(self, pks: Collection[str]) -> Iterator[SearchDocument]:
        rows = public_media().filter(pk__in=_numbers(pks)).select_related("image", "document", "media", "association")
        items = list(rows.prefetch_related("themes", "tagged_items__tag"))
        titles = titles_of_uses(items)
        yield from (as_document(item, used_in=titles[item.pk]) for item in items)
        works = LinkedWork.objects.filter(pk__in=pks_in(pks)).prefetch_related("tagged_items__tag")
        yield from map(of_a_work_elsewhere, works)

    def pictures(self, pks: Collection[str]) -> Mapping[str, SafeString]:
        """Small pictures of those that are images; two queries. Of what is elsewhere nothing is loaded."""
        shown = public_media().filter(pk__in=_numbers(pks), image__isnull=False)
        pictures = list(LicensedImage.objects.filter(media_item__in=shown).select_related("media_item"))
        prepare_pictures(pictures)
        drawn = {str(picture.media_item.pk): thumbnail_element(picture) for picture in pictures}
        return {pk: drawn.get(pk, SafeString()) for pk in pks}


def _numbers(pks: Iterable[str]) -> list[str]:
    return [pk for pk in pks if pk.isdecimal()]


def as_document(item: MediaItem, *, used_in: Sequence[str] = ()) -> SearchDocument:
    """Found by the titles of the pages that use it too: a photo of a step says less than the guide which shows it."""
    row: Any = item.file_row
    tags = [tagged.tag for tagged in item.tagged_items.all()]
    sharer = item.association if item.association and may_be_named(item.association) else None
    names = [credit["name"] for credit in row.credits]
    return SearchDocument(
        type=TYPE,
        pk=str(item.pk),
        title=item.title,
        url=item.get_absolute_url(),
        summary=item.description or getattr(row, "description", ""),
        body="\n".join(filter(None, (getattr(row, "description", ""), item.transcript))),
        language=item.language,
        licence=item.licence,
        facets={
            "medium": (item.kind,),
            "held": (Held.HERE,),
            "theme": tuple(theme.slug for theme in item.themes.all()),
            "association": (sharer.slug,) if sharer else (),
            "tag": tuple(tag.slug for tag in tags),
        },
        cover=PALETTES[MediaKind(item.kind)],
        published_at=item.public_since,
        words=(*(tag.name for tag in tags), *names, *used_in),
        extra={"kind": item.kind, "by": ", ".join(names)[:200]},
    )


def of_a_work_elsewhere(work: LinkedWork) -> SearchDocument:
    """Nobody said in which language its title is."""
    tags = [tagged.tag for tagged in work.tagged_items.all()]
    names = [credit["name"] for credit in work.credits]
    return SearchDocument(
        type=TYPE,
        pk=key_of(work.pk),
        title=str(work),
        url=work.get_absolute_url(),
        language="",
        licence=work.licence,
        facets={"medium": (work.kind,), "held": (Held.ELSEWHERE,), "tag": tuple(tag.slug for tag in tags)},
        cover=PALETTES[MediaKind(work.kind)],
        published_at=work.added_at,
        words=(*(tag.name for tag in tags), *names),
        extra={
            "kind": work.kind,
            "by": ", ".join(names)[:200],
            "host": host_of(work),
            "item": f"{ElsewhereProvider.type}:{work.pk}",
        },
    )


def kind_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(MediaKind(key).label) for key in keys if key in MediaKind.values}


def held_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(Held(key).label) for key in keys if key in Held.values}


MEDIUM = WordFacet(
    name="medium",
    label=_("Kind of media"),
    description="Image, document, sound or video.",
    position=20,
    labels=kind_labels,
    searchable=True,
)
HELD = WordFacet(
    name="held",
    label=_("Where the file is"),
    description="Of media: here, or elsewhere (on another site, by a link with its licence and credit).",
    position=21,
    labels=held_labels,
    choices=lambda: tuple(Held.values),
)


# What people call each kind of medium.
CALLED = {
    MediaKind.IMAGE: """
        photo photos photographie photographies image images illustration illustrations dessin dessins picture pictures
        photograph photographs drawing drawings pictogramme pictogrammes picto pictos clipart logo logos pic pics icône
        icônes icon icons gravure gravures estampe estampes engraving engravings
        schéma schémas croquis infographie infographies diagram diagrams infographic infographics
    """,
    MediaKind.SOUND: """
        musique musiques son sons bruit bruits bruitage bruitages jingle jingles audio music sound sounds chanson
        chansons song songs
    """,
    MediaKind.VIDEO: "vidéo vidéos film films video videos movie movies clip clips",
    MediaKind.DOCUMENT: """
        document documents pdf modèle modèles gabarit gabarits formulaire formulaires template templates affichette
        affichettes mémo mémos tableur tableurs worksheet worksheets handout handouts spreadsheet spreadsheets
    """,
}
# What is printed to be written on or cut is a document, whatever it is called: “jeu de cartes à imprimer”.
TO_BE_PRINTED = (
    "à imprimer", "imprimable", "imprimables", "à découper", "à remplir", "à faire signer", "to print", "print out",
    "printable", "printables", "to cut out", "to fill in",
)  # fmt: skip


def register() -> None:
    registry.register(MediaSource())
    for facet in (MEDIUM, HELD):
        registry.register_facet(facet)
    for kind, words in CALLED.items():
        hints.register(words.split(), MEDIUM.name, str(kind), had=True)
    hints.register(TO_BE_PRINTED, MEDIUM.name, str(MediaKind.DOCUMENT))
