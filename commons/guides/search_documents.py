"""How a guide becomes something that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commons.guides import queries
from commons.guides.enums import Audience
from commons.guides.models import TaggedGuide
from commons.guides.references import texts_of
from commons.library.models import Theme
from markup.plain import plain_text
from search import registry
from search.documents import SearchDocument, document_id
from search.facets.kinds import NumberAtMost, WordFacet
from search.page_source import PageSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commons.guides.models import GuidePage

TYPE = "guide"
HOUR = 60  # minutes


def as_document(guide: GuidePage) -> SearchDocument:
    tags = [item.tag for item in guide.tagged_items.all()]
    sharer = guide.sharer
    themes = tuple(theme.slug for theme in guide.themes.all())
    return SearchDocument(
        type=TYPE,
        pk=str(guide.pk),
        title=guide.title,
        url=guide.url or "",
        summary=guide.one_sentence,
        body="\n".join(_texts(guide)),
        words=(*(tag.name for tag in tags), *(row["name"] for row in guide.credits)),
        language=guide.language,
        licence=guide.licence,
        facets={
            "theme": themes,
            "audience": tuple(guide.audience),
            "association": (sharer.slug,) if sharer else (),
            "tag": tuple(tag.slug for tag in tags),
        },
        minutes=guide.minutes,
        cover=guide.theme,
        published_at=guide.first_published_at,
        work=document_id(TYPE, guide.work_id),
        extra={
            "group_min": guide.group_min,
            "group_max": guide.group_max,
            "difficulty": guide.difficulty,
            "association": sharer.title if sharer else "",
        },
    )


def _loaded(guides: Any) -> Any:
    # Tags come with their rows: asked for apart, Django names each tag of the batch once more, and SQLite takes 1,000.
    # Associations are asked for apart: many guides share one, and making a page costs more than reading its row.
    tagged = Prefetch("tagged_items", queryset=TaggedGuide.objects.select_related("tag"))
    return guides.prefetch_related("association", "themes", tagged)


def _texts(guide: GuidePage) -> Iterator[str]:
    yield guide.summary
    yield from guide.objectives
    yield from guide.questions
    yield from guide.key_points
    yield from (step.value["title"] for step in guide.steps)
    yield from (plain_text(text) for text in texts_of(guide))
    yield from (section.value["title"] or "" for section in guide.sections)
    yield from (item.value["name"] for item in guide.materials)


def theme_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {theme.slug: theme.name for theme in Theme.objects.filter(slug__in=list(keys))}


def audience_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(Audience(key).label) for key in keys if key in Audience.values}


def duration_label(minutes: int) -> str:
    """At most so long: `30 minutes at most`, `2 hours at most`."""
    if minutes % HOUR:
        return ngettext("%(count)d minute at most", "%(count)d minutes at most", minutes) % {"count": minutes}
    hours = minutes // HOUR
    return ngettext("%(count)d hour at most", "%(count)d hours at most", hours) % {"count": hours}


SOURCE = PageSource(
    TYPE,
    label=_("Guides"),
    label_one=_("Guide"),
    public=queries.public_guides,
    as_document=as_document,
    loaded=_loaded,
    result_template="guides/search_facts.html",
)

DURATION = NumberAtMost(
    name="duration",
    label=_("Duration"),
    description="Minutes at most.",
    position=30,
    open=True,
    steps=(30, HOUR, 2 * HOUR, 4 * HOUR),
    label_of=duration_label,
    any_label=_("Any duration"),
    number=lambda document: document.minutes,
)
THEME = WordFacet(
    name="theme",
    label=_("Theme"),
    description="Themes.",
    position=40,
    open=True,
    labels=theme_labels,
    searchable=True,
)
AUDIENCE = WordFacet(
    name="audience",
    label=_("Audience"),
    description="Audiences.",
    position=50,
    labels=audience_labels,
    searchable=True,
)


def register() -> None:
    registry.register(SOURCE)
    for facet in (DURATION, THEME, AUDIENCE):
        registry.register_facet(facet)
