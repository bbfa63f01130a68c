"""What somebody who would adapt a page is told, as lineage/adapt.html draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.lineage.domain.adapting import LONGEST_CHANGES, permission
from commons.lineage.kinds import adaptable
from design.addresses import address, full_address
from legaltools.compat import SourceWork
from legaltools.credit import credit_text
from licences.assistants.letters import letter
from licences.domain.choosing import OFFERED
from licences.domain.ingredients import Ingredient
from licences.domain.mixing import Part, mix_parts
from licences.public_items import PublicItem
from web.languages import current_language
from wiki.domain.new_pages import shelf_of
from wiki.kinds import kind_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commons.lineage.domain.adapting import Permission, Refusal
    from legaltools.compat import Reason


def adapting(page: Any, request: HttpRequest) -> dict[str, Any]:
    """`offered` and `refused` licences, or why not and the ways out; and whether this person may write here."""
    allowed = permission(page)
    if allowed is None:
        return {}
    user: Any = request.user
    kind: Any = kind_of(page)
    settings: Any = adaptable(page)
    may_write = user.is_authenticated and shelf_of(kind, user) is not None
    return {
        "words": str(settings.words),
        "tool": allowed.tool,
        "offered": _offered(allowed),
        "refused": [_refused(one) for one in allowed.refused],
        "why_not": [_reason(one) for one in allowed.reasons],
        "may_write": may_write,
        "longest_changes": LONGEST_CHANGES,
        "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "signup_url": reverse("account_signup"),
        "access_url": reverse("community_access"),
        **({} if allowed.is_given else _ways_out(page, allowed)),
    }


def _offered(allowed: Permission) -> list[dict[str, Any]]:
    language = current_language()
    own, chosen = allowed.tool.key, _closest(allowed)
    rows = [{"key": tool.key, "label": tool.label, "name": tool.name(language)} for tool in allowed.offered]
    return [row | {"is_chosen": row["key"] == chosen, "is_same": row["key"] == own} for row in rows]


def _closest(allowed: Permission) -> str:
    """Its licence of today where it has an older one, else its own: what shares alike stays alike."""
    keys = [tool.key for tool in allowed.offered]
    family = [tool.key for tool in allowed.offered if tool.family == allowed.tool.family and tool.key in OFFERED]
    own = [allowed.tool.key] if allowed.tool.key in keys else []
    return next(iter([*family, *own, *keys]), "")


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {"label": refusal.licence.label, "is_possible": refusal.verdict != "no", **_reason(refusal.reason)}


def _reason(reason: Reason) -> dict[str, str]:
    language = current_language()
    return {"text": reason.text(language), "clause": reason.clause, "clause_url": reason.address(language)}


def _ways_out(page: Any, allowed: Permission) -> dict[str, Any]:
    kind: Any = adaptable(page)
    asked = urlencode({"item": kind.id_of(page), "use": "collection"})
    return {
        "letter": _letter(page, kind.id_of(page), allowed),
        "credit": credit_text(page.as_work(), current_language()),
        "full_url": full_address(page),
        "discussion_url": f"{address(page)}discussion/",
        "pool_id": kind.id_of(page),
        "mixer_url": f"{reverse('licence_mixer')}?{asked}",
    }


def _letter(page: Any, id_: str, allowed: Permission) -> str:
    item = PublicItem(id_, page.title, address(page), "", page.as_work())
    part = Part(Ingredient(id_, page.title, allowed.tool, item, item.work), SourceWork(allowed.tool, "adaptation"))
    wish = _("adapt it for the people I work with, and share the adaptation under a free licence, with your name on it")
    return letter(mix_parts([part]), part, wish=wish)
