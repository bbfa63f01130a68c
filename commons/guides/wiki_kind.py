"""Guides as pages of the wiki: their form on the site, what they need to be public, and where a new one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from commons.guides.admin.guide_form import GuideForm
from commons.guides.beginnings import GuideBeginnings
from commons.guides.domain.publishing import check_guide
from commons.guides.enums import HelpWanted
from commons.guides.limits import MOST
from commons.guides.models import GuidePage
from commons.guides.queries import public_guides, shelf_for
from commons.guides.references import documents_of, pictures_of
from commons.library.models import Tag, Theme
from commons.lineage.domain.adapting import licences_left
from commons.lineage.domain.rules import lineage_problems
from community.models import AssociationPage
from community.permissions.visibility import in_the_open
from community.queries import associations_one_may_sign_for, public_associations
from licences.domain.recognising import with_items
from licences.enums import Role
from wiki.domain.session_writers import association_of
from wiki.filters import Filter
from wiki.filters import register as register_filter
from wiki.kinds import Belonging, Group, Help, Kind, Part, register
from wiki.topics import Subject, Topic, pages_named
from wiki.topics import register as register_topic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from community.models import User
    from wiki.content import Content
    from wiki.visibility import Readable

GROUPS = (
    Group("essential", _("The guide"), (
        "title", "one_sentence", "themes", "audience", ("group_min", "group_max"), "difficulty", "objectives",
    )),
    Group("materials", _("Materials"), ("materials",)),
    Group("steps", _("Steps"), ("steps",)),
    Group("licence", _("Licence and credits"), ("licence", "credits")),
    Group("sections", _("Optional sections"), ("sections",), open=False),
    Group("files", _("Files"), ("files",), open=False),
    Group("presentation", _("Picture, summary and tags"), (
        "cover", "summary", "tags", ("kind", "language"),
    ), open=False),
    Group("practical", _("Practical"), (
        ("age_min", "age_max"), ("facilitators", "facilitation_level"), ("stated_minutes", "preparation_minutes"),
        ("cost", "cost_note"), ("internet", "remote"), "questions", "key_points",
    ), open=False),
    Group("origin", _("Made from"), ("sources", "changes", ("source_url", "year"), "translation_of"), open=False),
    Group("life", _("Origin and life"), ("association", ("version", "tested_on"), "help_wanted"), open=False),
)  # fmt: skip
LONGEST_NUMBER = 18
LABELS = {
    "group_min": _("People in the group, at least"),
    "group_max": _("People in the group, at most"),
    "facilitation_level": _("Facilitating it is"),
    "source_url": _("First published at"),
    "sources": _("Original works"),
    "translation_of": _("Translation of"),
}
HELPS = {
    "title": _("What people do, with a verb: “Mend a lamp together”."),
    "association": _("The association that shares this guide and shows it on its page. You sign for those you are in."),
    "tags": _("Words that people would search for, with a comma between them."),
    "translation_of": _("The address of the guide on this site that this one says in another language."),
    "sources": _("Only when this comes from somebody else's work."),
}


def connect() -> None:
    _connect_filters()
    _connect_topics()
    register(
        Kind(
            name="guide",
            model=GuidePage,
            groups=GROUPS,
            expected=GuideForm.EXPECTED,
            problems=lambda guide: check_guide(guide).problems,
            only_its_author_knows=lineage_problems,
            prepare=_prepare,
            settle=_with_items,
            starting=starting,
            shelf=shelf_for,
            beginnings=GuideBeginnings(),
            called=pgettext_lazy("what to write", "a workshop guide"),
            most=MOST,
            belonging=_belonging,
            parts=_parts,
            members="association__memberships",
            help=Help(lambda: HelpWanted.choices, lambda guide: guide.help_wanted, _asking_for_help),
            labels=LABELS,
            helps=HELPS,
            folded={"materials": ("group_size", "note", "url")},
        )
    )


def _with_items(content: Content) -> Content:
    """A source whose address is that of an item of this pool is that item."""
    return content | ({"sources": with_items(content["sources"])} if "sources" in content else {})


def _parts(guide: GuidePage) -> Iterable[Part]:
    for work in in_the_open([*pictures_of(guide), *documents_of(guide)]):
        authors = ", ".join(row["name"] for row in work.credits)
        yield Part(work.title, authors, work.legal_tool.label if work.legal_tool else "")


def _asking_for_help() -> Any:
    return GuidePage.objects.live().exclude(help_wanted=[]).order_by().values_list("pk", "help_wanted")


def _connect_filters() -> None:
    """Themes are those of guides; an association changes its own page too."""
    register_filter(Filter("theme", _("Theme"), _theme_choices, _pages_of_theme))
    register_filter(Filter("association", _("Association"), _association_choices, _pages_of_association))


def _connect_topics() -> None:
    """Whoever follows an association is told of its guides too."""
    register_topic(
        Topic(
            "association",
            _("Association"),
            _association_of,
            pages_named,
            _pages_signed,
            stands_for=lambda page: isinstance(page, AssociationPage),
        )
    )
    register_topic(Topic("theme", _("Theme"), _themes_of, _themes_named, _pages_of_theme))
    register_topic(Topic("tag", pgettext_lazy("followed", "Tag"), _tags_of, _tags_named, _pages_with_tag))


def _association_of(page: Page) -> Iterable[str]:
    signed_by = page.pk if isinstance(page, AssociationPage) else getattr(page, "association_id", None)
    return [str(signed_by)] if signed_by else []


def _pages_signed(key: str) -> Any:
    number = int(key) if key.isascii() and key.isdigit() and len(key) <= LONGEST_NUMBER else 0
    own = GuidePage.objects.filter(association=number).order_by().values("pk")
    return Page.objects.filter(Q(pk=number) | Q(pk__in=own)).order_by().values("pk")


def _themes_of(page: Page) -> Iterable[str]:
    return [theme.slug for theme in page.themes.all()] if isinstance(page, GuidePage) else []


def _themes_named(keys: Collection[str], _readable: Readable) -> dict[str, Subject]:
    return {theme.slug: Subject(theme.name, theme.get_absolute_url()) for theme in Theme.objects.filter(slug__in=keys)}


def _tags_of(page: Page) -> Iterable[str]:
    return [tag.slug for tag in page.tags.all()] if isinstance(page, GuidePage) else []


def _tags_named(keys: Collection[str], _readable: Readable) -> dict[str, Subject]:
    """A word that no public guide has is nobody's business."""
    used = GuidePage.tags.through.objects.filter(content_object__in=public_guides().order_by().values("pk"))
    tags = Tag.objects.filter(slug__in=keys, pk__in=used.values("tag"))
    return {tag.slug: Subject(tag.name, tag.get_absolute_url()) for tag in tags}


def _pages_with_tag(slug: str) -> Any:
    return GuidePage.objects.filter(tagged_items__tag__slug=slug).order_by().values("pk")


def _theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, theme.name) for theme in Theme.objects.all()]


def _pages_of_theme(slug: str) -> Any:
    return GuidePage.objects.filter(themes__slug=slug).order_by().values("pk")


def _association_choices() -> list[tuple[str, str]]:
    return list(public_associations().values_list("slug", "title"))


def _pages_of_association(slug: str) -> Any:
    """Those of an association that anybody may see."""
    association = public_associations().filter(slug=slug).order_by().values("pk")
    own = GuidePage.objects.filter(association__in=association).order_by().values("pk")
    return Page.objects.filter(Q(pk__in=association) | Q(pk__in=own)).order_by().values("pk")


def _prepare(form: Any, user: User) -> None:
    """An adaptation is offered the licences alone that its originals leave; others are still refused when typed."""
    form.fields["licence"].widget.only = licences_left(form.content.get("sources") or ())
    offer_associations(form, user)


def offer_associations(form: Any, user: User) -> None:
    """Those that the person may sign for, and the one that signs already."""
    field = form.fields["association"]
    mine = associations_one_may_sign_for(user)
    signed = [key for key in (form.initial.get("association"), association_of(user)) if key]
    field.queryset = AssociationPage.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=signed)).order_by("title")
    field.empty_label = gettext("None")


def _belonging(keys: Iterable[int]) -> Mapping[int, Belonging]:
    """Two queries."""
    guides = GuidePage.objects.filter(pk__in=list(keys)).select_related("association").prefetch_related("themes")
    return {
        guide.pk: Belonging(
            tuple((theme.slug, str(theme)) for theme in guide.themes.all()),
            (str(guide.association.pk), guide.association.title) if guide.association else None,
        )
        for guide in guides.only("association__title")
    }


def starting(user: User) -> dict[str, Any]:
    """Its author is whoever writes, and its association theirs when they are in one."""
    mine = associations_one_may_sign_for(user).filter(memberships__user=user)[:2]
    associations = [association.pk for association in mine]
    return {
        "licence": "cc-by-sa-4.0",
        "credits": [{"name": name, "role": Role.AUTHOR.value, "url": ""} for name in [user.signature] if name],
        "association": associations[0] if len(associations) == 1 else association_of(user),
    }
