"""The rule that nothing is public without a licence."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise as LazyText
    from wagtail.models import Revision

    from licences.models import LicensedMixin

    Problems = dict[str, list[LazyText | str]]

logger = logging.getLogger(__name__)


class NotPublishable(ValidationError):
    """An item cannot be made public. `title` is the item's; messages say what to do, by field where one is at fault."""

    def __init__(self, problems: Problems, *, title: str) -> None:
        super().__init__(problems)
        self.title = title

    @property
    def sentences(self) -> list[str]:
        """What to tell the person who tried, the title first."""
        said = _("“%(title)s” was not published.") % {"title": self.title}
        return [str(said), *(str(sentence) for sentence in self.messages)]


def licence_problems(item: LicensedMixin, *, parts: Iterable[LicensedMixin] = ()) -> Problems:
    """Say what keeps an item from being public.

    `item` is the licensed item, `parts` the pictures and files it shows. Returns {field name: [sentences]}, empty when
    all is well; problems of parts come under "__all__". Rule: design, "an item without a licence cannot be published",
    each part included.
    """
    problems: Problems = {}
    if not item.licence:
        problems["licence"] = [item._meta.get_field("licence").error_messages["blank"]]
    for part in parts:
        if not part.licence:
            message = _("“%(title)s” has no licence. Choose one on its own page, or take it out.") % {
                "title": part.title
            }
            problems.setdefault("__all__", []).append(message)
    return problems


def may_go_live(problems: Problems, *, title: str, revision: Revision, scheduled: bool) -> bool:
    """Raise NotPublishable for a person who publishes `revision`, which has these problems; True when it has none.

    The timer has nobody to tell and other pages to see to: what it may not publish is logged, loses its date, stays a
    draft, and the answer is False.
    """
    if problems and not scheduled:
        raise NotPublishable(problems, title=title)
    if problems:
        logger.warning("“%s” was due to be published and stays a draft: %s", title, problems)
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
    return not problems
