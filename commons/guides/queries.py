"""Who sees which guide is decided here, once; of the files of the library, by the rule one floor below."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import get_language

from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.models import Theme
from community.permissions.visibility import in_the_open, read_by
from web import translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.query import PageQuerySet

    from community.models import AssociationPage, User

__all__ = ["in_the_open", "read_by"]


def public_guides() -> PageQuerySet[GuidePage]:
    """Guides that anybody may read: live, and under no restricted page."""
    return GuidePage.objects.live().public()


def address_of_all(request: HttpRequest) -> str:
    """Where the list of guides is, whatever the site calls it; empty where there is none."""
    page = GuideIndexPage.objects.live().first()
    return (page and page.get_url(request)) or ""


def shelves() -> PageQuerySet[GuideIndexPage]:
    """The lists of guides that the site shows."""
    return GuideIndexPage.objects.live()


def shelf_for(user: User) -> GuideIndexPage | None:
    """The list of guides to which this person may add one; None for whoever may not."""
    return next((shelf for shelf in shelves() if shelf.permissions_for_user(user).can_add_subpage()), None)


def one_of_each(guides: PageQuerySet[GuidePage]) -> PageQuerySet[GuidePage]:
    """Each work of these guides once: in the reader's language where it is among them, else as it was written."""
    spoken, written = When(language=get_language() or "", then=Value(0)), When(translation_of=None, then=Value(1))
    ranked = guides.annotate(work=translated.WORK, rank=Case(spoken, written, default=Value(2)))
    better = Q(rank__lt=OuterRef("rank")) | Q(rank=OuterRef("rank"), pk__lt=OuterRef("pk"))
    # Most works are in one language, and are not compared; the others by two columns that have an index.
    translations = GuidePage.objects.filter(translation_of__isnull=False).order_by().values("translation_of")
    alone = Q(translation_of=None) & ~Q(pk__in=translations)
    same_work = Q(pk=OuterRef("work")) | Q(translation_of=OuterRef("work"))
    return ranked.filter(alone | ~Exists(ranked.order_by().filter(same_work, better)))


def other_versions(guides: Iterable[GuidePage]) -> dict[int, list[GuidePage]]:
    """The public versions of these guides in other languages, by guide; two queries however many there are."""
    works = {guide.work_id: guide.pk for guide in guides}
    family = translated.of_works(public_guides(), works).exclude(pk__in=works.values())
    versions: dict[int, list[GuidePage]] = defaultdict(list)
    for other in family.defer_streamfields().order_by("language", "pk") if works else ():
        versions[works[other.work_id]].append(other)
    return versions


def with_cards(guides: PageQuerySet[GuidePage]) -> PageQuerySet[GuidePage]:
    """The same guides with what a card shows, newest first; two queries however many there are."""
    return guides.select_related("association").prefetch_related("themes").order_by("-first_published_at", "-pk")


def shelf(guides: PageQuerySet[GuidePage]) -> PageQuerySet[GuidePage]:
    """Each work of these guides once, with what a card shows."""
    return with_cards(one_of_each(guides))


def guides_of_association(association: AssociationPage) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(association=association))


def guides_of_theme(theme: Theme) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(themes=theme))


def guides_with_tag(slug: str) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(tagged_items__tag__slug=slug))


def family_of(guide: GuidePage) -> list[int]:
    """Keys of all the versions of a work, public or not, this one among them."""
    root = guide.translation_of_id or guide.pk
    return list(GuidePage.objects.filter(Q(pk=root) | Q(translation_of=root)).order_by().values_list("pk", flat=True))


def versions_of(guide: GuidePage) -> list[GuidePage]:
    """The other public versions of a guide, in other languages; none of a preview that has never been saved."""
    return list(translated.versions_of(guide, among=public_guides().defer_streamfields()))


def useful_guides() -> PageQuerySet[GuidePage]:
    """Guides that somebody has tested, the latest test first: as they say it themselves, or as a report of one says."""
    known = Q(tested_on__isnull=False) | Q(upkeep__tested_on__isnull=False)
    last = Greatest(Coalesce("tested_on", "upkeep__tested_on"), Coalesce("upkeep__tested_on", "tested_on"))
    tested = one_of_each(public_guides().filter(known)).annotate(last_tested=last)
    return (
        tested.select_related("association")
        .prefetch_related("themes")
        .order_by("-last_tested", "-first_published_at", "-pk")
    )


def themes_in_use() -> list[Theme]:
    """Themes that have at least one public guide, with `guide_count`: its works, in whatever languages."""
    works = Count(Coalesce("guides__translation_of_id", "guides__pk"), distinct=True)
    counted = Theme.objects.filter(guides__in=public_guides()).annotate(guide_count=works)
    return list(counted)
