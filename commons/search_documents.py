"""How a guide becomes something that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from commons import queries
from commons.enums import Audience
from commons.models import Theme
from commons.parts import texts_of
from markup.tree import words_of
from search import registry
from search.documents import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commons.models import GuidePage

AT_ONCE = 200


class GuideSource:
    type = "guide"
    label = _("Guides")
    label_one = _("Guide")
    result_template = "commons/search_facts.html"

    def documents(self) -> Iterator[SearchDocument]:
        return map(as_document, self._guides().iterator(chunk_size=AT_ONCE))

    def document(self, pk: str) -> SearchDocument | None:
        guide = self._guides().filter(pk=pk).first()
        return as_document(guide) if guide else None

    def _guides(self) -> Any:
        return queries.public_guides().select_related("association").prefetch_related("themes", "tagged_items__tag")


def as_document(guide: GuidePage) -> SearchDocument:
    tags = [item.tag for item in guide.tagged_items.all()]
    return SearchDocument(
        type=GuideSource.type,
        pk=str(guide.pk),
        title=guide.title,
        url=guide.url or "",
        summary=guide.one_sentence,
        body="\n".join(_words(guide, tags)),
        language=guide.language,
        licence=guide.licence,
        facets={
            "theme": tuple(theme.slug for theme in guide.themes.all()),
            "audience": tuple(guide.audience),
            "association": (guide.sharer.slug,) if guide.sharer else (),
            "tag": tuple(tag.slug for tag in tags),
        },
        minutes=guide.minutes,
        published_at=guide.first_published_at,
        extra={
            "theme": guide.theme,
            "group_min": guide.group_min,
            "group_max": guide.group_max,
            "difficulty": guide.difficulty,
            "association": guide.sharer.title if guide.sharer else "",
        },
    )


def _words(guide: GuidePage, tags: Iterable[Any]) -> Iterator[str]:
    yield guide.summary
    yield from guide.objectives
    yield from guide.questions
    yield from guide.key_points
    yield from (tag.name for tag in tags)
    yield from (step.value["title"] for step in guide.steps)
    yield from (words_of(text, apart=True) for text in texts_of(guide))
    yield from (section.value["title"] or "" for section in guide.sections)
    yield from (item.value["name"] for item in guide.materials)
    yield from (row["name"] for row in guide.credits)


def theme_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {theme.slug: theme.name for theme in Theme.objects.filter(slug__in=list(keys))}


def audience_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(Audience(key).label) for key in keys if key in Audience.values}


def register() -> None:
    registry.register(GuideSource())
    registry.register_facet("theme", _("Theme"), theme_labels)
    registry.register_facet("audience", _("Audience"), audience_labels)
