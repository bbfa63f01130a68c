"""How a guide becomes something that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.guides import queries, search_wishes
from commons.guides.enums import Audience, Internet
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

    from django.utils.functional import _StrPromise

    from commons.guides.models import GuidePage

TYPE = "guide"
HOUR = 60  # minutes
# Said apart from the name of the field too, where the words of a question are read back.
INTERNET_LABELS: Mapping[str, str | _StrPromise] = {
    Internet.NONE: gettext_lazy("Works without internet"),
    Internet.USEFUL: gettext_lazy("Better with internet"),
    Internet.NEEDED: gettext_lazy("Needs internet"),
}


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
            "internet": (guide.internet,) if guide.internet else (),
            "group": search_wishes.groups_of(guide.group_min, guide.group_max),
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


def internet_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(INTERNET_LABELS[key]) for key in keys if key in INTERNET_LABELS}


def group_labels(keys: Iterable[str]) -> Mapping[str, str]:
    """`6 to 10 people`, from the most that a group of each size holds."""
    known = list(search_wishes.GROUPS)
    return {key: _group_label(known.index(key)) for key in keys if key in known}


def _group_label(place: int) -> str:
    sizes = list(search_wishes.GROUPS.values())
    least = sizes[place - 1] + 1 if place else 1
    if place == len(sizes) - 1:
        return _("more than %(count)d people") % {"count": least - 1}
    return _("%(least)d to %(most)d people") % {"least": least, "most": sizes[place]}


def duration_label(minutes: int) -> str:
    """At most so long: `30 minutes at most`, `2 hours at most`."""
    if minutes % HOUR:
        return ngettext("%(count)d minute at most", "%(count)d minutes at most", minutes) % {"count": minutes}
    hours = minutes // HOUR
    return ngettext("%(count)d hour at most", "%(count)d hours at most", hours) % {"count": hours}


SOURCE = PageSource(
    TYPE,
    label=gettext_lazy("Guides"),
    label_one=gettext_lazy("Guide"),
    public=queries.public_guides,
    as_document=as_document,
    loaded=_loaded,
    result_template="guides/search_facts.html",
)

DURATION = NumberAtMost(
    name="duration",
    label=gettext_lazy("Duration"),
    description="Minutes at most.",
    position=30,
    open=True,
    steps=(30, HOUR, 2 * HOUR, 4 * HOUR),
    label_of=duration_label,
    any_label=gettext_lazy("Any duration"),
    number=lambda document: document.minutes,
)
THEME = WordFacet(
    name="theme",
    label=gettext_lazy("Theme"),
    description="Themes.",
    position=40,
    open=True,
    labels=theme_labels,
    searchable=True,
)
AUDIENCE = WordFacet(
    name="audience",
    label=gettext_lazy("Audience"),
    description="Audiences.",
    position=50,
    labels=audience_labels,
    searchable=True,
)
GROUP = WordFacet(
    name="group",
    label=gettext_lazy("Size of the group"),
    description="Sizes of group that it suits, by the most people that each holds.",
    position=52,
    labels=group_labels,
    choices=search_wishes.GROUPS.keys,
    in_steps=True,
)
INTERNET = WordFacet(
    name="internet",
    label=gettext_lazy("Internet connection"),
    description="Whether it needs an internet connection.",
    position=54,
    labels=internet_labels,
    choices=lambda: tuple(map(str, INTERNET_LABELS)),
)


def register() -> None:
    registry.register(SOURCE)
    for facet in (DURATION, THEME, AUDIENCE, GROUP, INTERNET):
        registry.register_facet(facet)
    search_wishes.register()
