"""From a basket to a kit."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.kits.domain.basket import rows_of
from commons.kits.limits import MOST
from commons.kits.models import KitPage
from wiki.content import content_of
from wiki.domain import drafts
from wiki.domain.editing import Change, Collided, PageGone, Refused, as_it_stands, current_revision, save_change
from wiki.domain.new_pages import starting_content
from wiki.kinds import named

if TYPE_CHECKING:
    from commons.kits.domain.basket import Basket
    from community.models import User
    from wiki.domain.editing import Saved
    from wiki.models import Draft


class CannotAdd(ValueError):
    """The kit cannot take the basket; the message is a sentence for whoever sent it."""


def begin_kit(basket: Basket, *, by: User) -> Draft:
    """A draft of a new kit that holds the basket, to be finished in its form. Nobody else sees it."""
    kind: Any = named("kit")
    return drafts.begin_draft(user=by, kind=kind, start=starting_content(kind, by) | {"entries": _rows(basket)})


def kit_to_add_to(key: int, *, by: User) -> KitPage | None:
    """The kit of this key, when the person may edit it now."""
    kit: KitPage | None = KitPage.objects.filter(pk=key).first()
    rights = kit.permissions_for_user(by) if kit else None
    return kit if rights and rights.can_edit() and not rights.page_locked() else None


def add_to_kit(kit: KitPage, basket: Basket, *, by: User) -> Saved:
    """Put the basket at the end of a kit, as a change of the wiki: published, or sent to review. Raises CannotAdd.

    What is in the kit already stays where it is.
    """
    kind: Any = named("kit")
    content = content_of(as_it_stands(kit), kind.fields)
    there = {row["value"].get("item") for row in content["entries"]}
    new = [row for row in _rows(basket) if row["value"]["item"] not in there]
    if len(content["entries"]) + len(new) > MOST["entries"]:
        sentence = ngettext(
            "This kit would hold more than %(most)s thing: take some out first.",
            "This kit would hold more than %(most)s things: take some out first.",
            MOST["entries"],
        )
        raise CannotAdd(sentence % {"most": MOST["entries"]})
    content["entries"] = [*content["entries"], *new]
    change = Change(content, current_revision(kit), _("Added from a basket"), is_minor=False, choices={})
    try:
        return save_change(kit, change, by=by)
    except (Collided, PageGone, Refused) as error:
        raise CannotAdd(_("This kit could not be changed now: open its form to see why.")) from error


def _rows(basket: Basket) -> list[dict[str, Any]]:
    return [{**row, "id": str(uuid.uuid4())} for row in rows_of(basket)]
