"""An adaptation beside its original, as lineage/original.html draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from design.addresses import address
from wiki.context.collisions import collision_rows
from wiki.context.history import difference_url

if TYPE_CHECKING:
    from commons.lineage.domain.comparing import Compared


def beside_original(compared: Compared, *, user: Any) -> dict[str, Any]:
    """The passages that the original changed, each beside what the adaptation says, with what may be chosen."""
    original_url = address(compared.original)
    rights = compared.page.permissions_for_user(user) if user.is_authenticated else None
    may_edit = bool(rights and rights.can_edit() and not rights.page_locked())
    return {
        "item": compared.item,
        "original": compared.original,
        "original_language": getattr(compared.original, "language", "fr"),
        "original_url": original_url,
        "follows": compared.follows,
        "newest": compared.newest,
        "base": compared.revision.pk if compared.revision else "",
        "difference_url": difference_url(original_url, compared.follows.number, compared.newest.number),
        "rows": collision_rows(compared.kind, compared.merged, labels=_labels(), with_deletions=True),
        "may_edit": may_edit,
        "may_publish": bool(rights and rights.can_publish()),
        "may_propose": user.is_authenticated and not may_edit,
    }


def _labels() -> dict[str, str]:
    return {
        "mine": _("Leave it as it is here"),
        "theirs": _("Take over from the original"),
        "both": _("Put both, the original’s first"),
    }
