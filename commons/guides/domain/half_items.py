"""Items that a process which stopped half way left in pieces, and those that could not be published today."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import transaction
from wagtail.models import Collection, Page, Revision

from licences.models import PublishedUnderLicence
from search.chunks import chunks
from search.publishing import PublishedWhole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Half(NamedTuple):
    """What is wrong with one thing. `mend` is what puts it right; without it, a person must."""

    what: str
    problem: str
    mend: Callable[[], Any] | None = None


def half_items() -> Iterator[Half]:
    """Everything in the database that is not whole."""
    yield from _trees()
    for model in apps.get_models():
        if issubclass(model, PublishedWhole):
            yield from _without_revision(model)
    yield from _not_publishable()


def _trees() -> Iterator[Half]:
    """A page that was added is counted by its parent in a second write: not counted, nobody finds it in the tree."""
    for model in (Page, Collection):
        rows = list(model.objects.values_list("path", "depth", "numchild"))
        children = Counter(path[: -model.steplen] for path, _depth, _numchild in rows)
        if any(children[path] != numchild or len(path) != depth * model.steplen for path, depth, numchild in rows):
            yield Half(str(model._meta.verbose_name_plural), "the counts of the tree are wrong", model.fix_tree)


def _without_revision(model: Any) -> Iterator[Half]:
    for page in model.objects.filter(live=True, live_revision=None).only("pk", "title").iterator():
        yield Half(_named(page), "public, without a revision of what is public", partial(_revise, model, page.pk))
    drafts = model.objects.filter(live=False, latest_revision=None)
    for page in drafts.only("pk", "title").iterator():
        yield Half(_named(page), "a draft without a revision", partial(_revise, model, page.pk))


@transaction.atomic
def _revise(model: Any, pk: int) -> None:
    """Keep what the page says as a revision. A newer draft of it stays the newest."""
    page = model.objects.get(pk=pk)
    if page.latest_revision_id is None:
        page.save_revision(changed=False, clean=False)
    if page.live and page.live_revision_id is None:
        revision = page.latest_revision if _says_the_same(page) else _past_revision(page)
        model.objects.filter(pk=pk).update(live_revision=revision)


def _says_the_same(page: Any) -> bool:
    """Whether the latest revision is what is public, as Wagtail keeps track of it."""
    return not page.has_unpublished_changes


def _past_revision(page: Any) -> Revision:
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
    )
    # The date is set when it is made; the list of versions goes by date.
    Revision.objects.filter(pk=revision.pk).update(created_at=page.last_published_at or page.first_published_at)
    return revision


def _not_publishable() -> Iterator[Half]:
    models: list[Any] = [model for model in apps.get_models() if issubclass(model, PublishedUnderLicence)]
    for model in models:
        pks = list(model.objects.live().order_by("pk").values_list("pk", flat=True))
        for chunk in chunks(pks):
            for page in model.objects.filter(pk__in=chunk):
                for messages in page.publication_problems().values():
                    yield Half(_named(page), " ".join(map(str, messages)))


def _named(page: Any) -> str:
    return f"{page._meta.model_name} {page.pk} “{page.title}”"
