"""Two versions of a page compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from design.addresses import address
from wiki.context.history import difference_url, version_row
from wiki.diff.pages import difference
from wiki.domain.past import written_then

if TYPE_CHECKING:
    from wagtail.models import Page

    from wiki.models import Version


def comparison(old: Version, new: Version, page: Page, *, newest: int, side_by_side: bool) -> dict[str, Any]:
    """What wiki/comparison.html draws, the same for everybody who may see both."""
    url = address(page)
    here = difference_url(url, old.number, new.number)
    beside = "&vue=cote-a-cote" if side_by_side else ""
    rows = [version_row(version, page_url=url, newest=newest, sees_hidden=True) for version in (old, new)]
    return {
        "compared": rows,
        "before": rows[0],
        "after": rows[1],
        "groups": difference(written_then(old), written_then(new)) if old.pk != new.pk else [],
        "side_by_side": side_by_side,
        "inline_url": here,
        "beside_url": f"{here}&vue=cote-a-cote",
        "previous_url": difference_url(url, old.number - 1, old.number) + beside if old.number > 1 else "",
        "next_url": difference_url(url, new.number, new.number + 1) + beside if new.number < newest else "",
    }


def ways_back(old: Version, new: Version, page: Page) -> dict[str, str]:
    """For who may publish: undo the one change, when it is one, and bring the older version back."""
    url = address(page)
    is_one = new.number == old.number + 1
    return {
        "undo_url": f"{url}historique/{new.number}/annuler/" if is_one else "",
        "restore_url": f"{url}historique/{old.number}/retablir/" if old.number != new.number else "",
    }
