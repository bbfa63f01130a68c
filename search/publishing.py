"""Creating, publishing and withdrawing a page without ever leaving half of it."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from web.tasks import each_task_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise as LazyText
    from wagtail.models import Revision

    Problems = dict[str, list[LazyText | str]]
    Rule = Callable[[Revision], Problems]

logger = logging.getLogger(__name__)
_rules: dict[str, Rule] = {}


class NotPublishable(ValidationError):
    """An item cannot be made public. `title` is the item's; messages say what to do, by field where one is at fault."""

    def __init__(self, problems: Problems, *, title: str) -> None:
        super().__init__(problems)
        self.title = title

    @property
    def sentences(self) -> list[str]:
        """What to tell the person who tried, the title first."""
        title = _("“%(title)s” was not published.") % {"title": self.title}
        return [str(title), *(str(sentence) for sentence in self.messages)]


def refuse_revisions(name: str, rule: Rule) -> None:
    """Have `rule(revision)` asked before any revision goes live, by whatever door; twice under one name is once.

    It returns what keeps that revision from the public, as {field: [sentences]}, empty when nothing does.
    """
    _rules[name] = rule


def refused(revision: Revision) -> Problems:
    """What the rules have against a revision, for a door that publishes without the verb of its page."""
    return {field: said for rule in _rules.values() for field, said in rule(revision).items()}


def stay_draft(page: Any, revision: Revision, problems: Problems, *, log_action: Any = None) -> None:
    """Raises NotPublishable. The timer has nobody to tell: what it may not publish stays a draft and loses its date."""
    if log_action != "wagtail.publish.scheduled":
        raise NotPublishable(problems, title=page.title)
    logger.warning("“%s” was due to be published and stays a draft: %s", page.title, problems)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


class PublishedWhole:
    """A page that is born a draft, and goes live or leaves with all that belongs to it: revision, journal, notes.

    Wagtail's editor adds a page that is live already, then writes its revision, then publishes it, one after the other.
    To be named before `Page` among the bases.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # not read from the database
            kwargs.setdefault("live", False)
        super().__init__(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None or "slug" in kwargs["update_fields"]:
            _hold_the_address(self)
        return super().save(*args, **kwargs)  # type: ignore[misc]  # Page has it

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        if problems := refused(revision):
            return stay_draft(self, revision, problems, log_action=kwargs.get("log_action"))
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # Page has it

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)  # type: ignore[misc]  # Page has it


def _hold_the_address(page: Any) -> None:
    """Two pages that take the same address at once would both find it free: the second waits, and is told.

    A page that is added waits for the one above it already, in treebeard.
    """
    stored = page.pk and Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first()
    if stored and stored != page.slug:
        above = Page.objects.filter(path=page.path[: -page.steplen]).select_for_update(no_key=True)
        above.values_list("pk", flat=True).first()


def add_draft(page: Page, *, under: Page) -> None:
    """Add a new page that is not public yet. Raises ValidationError for a field that is wrong, before it is written.

    Wagtail asks little of a draft: what is too long for its column would be an error of the database.
    """
    page.clean_fields(exclude=("path", "depth", "locale"))  # given while it is added
    under.add_child(instance=page)


@dataclass(frozen=True, slots=True)
class Told:
    """What the history is to say of a page that goes live: `kind` is one of a version's (`wiki.models.Version.Kind`),
    "" for a plain change.
    """

    kind: str = ""
    summary: str = ""
    is_minor: bool = False


IMPORT = Told(kind="imported")
_told: ContextVar[Told] = ContextVar("told_of_what_is_published", default=Told())  # noqa: B039 -- frozen


def told() -> Told:
    """What the caller of `publish` said, while it publishes."""
    return _told.get()


@transaction.atomic
def publish(
    page: Any, *, by: Any = None, told: Told | None = None, revision: Any = None, problems: Any = None
) -> Any:  # fmt: skip
    """Make a page public as it stands in memory, or as `revision` has it. Returns the revision.

    The one verb of the site, imports and commands alike: whoever listens to `page_published` (the history, the index,
    links, upkeep, those who follow) hears the same from each. `by` is the account, None for a command; `problems` is
    what the caller found in that very revision, and then `by` was asked for their right already.
    Raises what the kind of page refuses (`NotPublishable`), and PublishPermissionError.
    """
    token = _told.set(told or Told())
    try:
        with each_task_once():
            revision = revision or page.save_revision(user=by)
            if problems is None:
                revision.publish(user=by)
            else:
                page.publish(revision, problems=problems, user=by, skip_permission_checks=True)
    finally:
        _told.reset(token)
    return revision


@transaction.atomic
def add_and_publish(page: Page, *, under: Page) -> Page:
    """Public from the first moment, with its revision, or not there at all. Returns the page as it is stored."""
    with each_task_once():
        under.add_child(instance=page)
        publish(page)
    return type(page).objects.get(pk=page.pk)
