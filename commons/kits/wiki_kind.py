"""Kits as pages of the wiki: their form on the site, and where a new one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.guides.wiki_kind import offer_associations
from commons.guides.wiki_kind import starting as starting_guide
from commons.kits.context.form import verdict_of_form
from commons.kits.limits import MOST
from commons.kits.models import KitPage
from commons.kits.queries import shelf_for
from licences import public_items
from wiki.kinds import Belonging, Group, Kind, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User

GROUPS = (
    Group("essential", _("The kit"), ("title", "one_sentence", "presentation", "participants")),
    Group("entries", _("What it holds"), ("entries",), follows=verdict_of_form),
    Group("licence", _("Licence and credits"), ("licence", "credits")),
    Group("filing", _("Themes and language"), ("themes", "language"), open=False),
    Group("association", _("Association"), ("association",), open=False),
)
LABELS = {"licence": _("Licence of your words and of the selection"), "participants": _("Materials for how many?")}
HELPS = {
    "title": _("What people do with it: “A morning about pictures”."),
    "licence": _("Each item keeps its own: this is about what you write here, and how you chose."),
    "association": _("The association that shares this kit and shows it on its page. You sign for those you are in."),
}


def connect() -> None:
    register(
        Kind(
            name="kit",
            model=KitPage,
            groups=GROUPS,
            expected=("one_sentence",),
            problems=lambda kit: kit.publication_problems(),
            prepare=_prepare,
            starting=_starting,
            shelf=shelf_for,
            called=pgettext_lazy("what to write", "a kit"),
            most=MOST,
            belonging=_belonging,
            members="association__memberships",
            labels=LABELS,
            helps=HELPS,
        )
    )


def _starting(user: User) -> Mapping[str, Any]:
    """Its composer is whoever writes, and its association theirs when they are in one."""
    given = starting_guide(user)
    return {name: given[name] for name in ("licence", "credits", "association")}


def _prepare(form: Any, user: User) -> None:
    offer_associations(form, user)
    look_up_items(form, "entries")


def look_up_items(form: Any, name: str) -> None:
    """The rows of a form show the titles of their items: all of them are asked for at once."""
    fields = [row.form for row in form.rows[name] if "item" in row.form.fields]
    known = public_items.items(str(one.initial.get("item") or "") for one in fields)
    for one in fields:
        one.fields["item"].widget.known = known


def _belonging(keys: Iterable[int]) -> Mapping[int, Belonging]:
    """Two queries."""
    kits = KitPage.objects.filter(pk__in=list(keys)).select_related("association").prefetch_related("themes")
    return {
        kit.pk: Belonging(
            tuple((theme.slug, str(theme)) for theme in kit.themes.all()),
            (str(kit.association.pk), kit.association.title) if kit.association else None,
        )
        for kit in kits
    }
