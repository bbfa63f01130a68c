"""What is published under a licence: the rule that nothing is public without one, wherever somebody publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from licences.models.licensed import LicensedMixin
from search.publishing import NotPublishable, PublishedWhole, stay_draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Revision

    from search.publishing import Problems

__all__ = ["NotPublishable", "PublishedUnderLicence", "licence_problems"]


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


class PublishedUnderLicence(PublishedWhole, LicensedMixin):
    """A page that goes live only when `publication_problems` finds nothing. To be named before `Page` among the bases.

    Moderation, lists, timer, import, API and shell all publish through `publish`; a form asks the same rules before,
    to say what is wrong beside each field.
    """

    class Meta:
        abstract = True

    def publication_problems(self) -> Problems:
        """What keeps it from being public, as {field: [sentences]}; a kind of page adds its own rules here."""
        return licence_problems(self)

    def publish(self, revision: Revision, *args: Any, problems: Problems | None = None, **kwargs: Any) -> Any:
        """Publish `revision`. `problems` is what a caller found in that very revision, so that it is not asked again.

        Raises NotPublishable, as `stay_draft` says.
        """
        page = revision.as_object() if problems is None else self
        problems = page.publication_problems() if problems is None else problems
        if not problems:
            return super().publish(revision, *args, **kwargs)
        return stay_draft(page, revision, problems, log_action=kwargs.get("log_action"))
