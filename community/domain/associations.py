from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from community.models import AssociationLink, AssociationPage, Membership
from search.publishing import add_draft, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.images.models import AbstractImage

    from community.models import AssociationIndexPage, User


@transaction.atomic
def create_association(
    *,
    parent: AssociationIndexPage,
    name: str,
    one_sentence: str,
    slug: str = "",
    description: str = "",
    territory: str = "",
    links: Iterable[tuple[str, str]] = (),
    logo: AbstractImage | None = None,
    by: User | None = None,
) -> AssociationPage:
    """Publish the page of an association under `parent`.

    `description` is rich text, `links` are (label, address). Raises ValidationError when a field is wrong or the slug
    is taken; nothing is written then.
    """
    page = AssociationPage(
        title=name,
        slug=slug or slugify(name),
        one_sentence=one_sentence,
        description=description,
        territory=territory,
        logo=logo,
        live=False,
        owner=by,
    )
    page.links = [AssociationLink(label=label, url=url) for label, url in links]
    add_draft(page, under=parent)
    publish(page, by=by)
    page.refresh_from_db()
    return page


@transaction.atomic
def add_member(association: AssociationPage, *, user: User, role: str = Membership.Role.MEMBER) -> Membership:
    """Make a person a member at once, or change the role they have.

    A draft of the page that waits to be published gets the same member, or publishing it would take them out again.
    Raises ValueError for a role that does not exist.
    """
    membership: Membership
    membership, created = Membership.objects.get_or_create(
        association_id=association.pk, user=user, defaults={"role": Membership.Role(role)}
    )
    if not created and membership.role == role:
        return membership
    membership.role = Membership.Role(role)
    membership.save()
    _tell_drafts(association, membership)
    return membership


def _tell_drafts(association: AssociationPage, membership: Membership) -> None:
    stored = AssociationPage.objects.get(pk=association.pk)
    if stored.latest_revision_id is None:
        return
    draft = stored.get_latest_revision_as_object()
    others = [member for member in draft.memberships.all() if member.user_id != membership.user_id]
    draft.memberships = [*others, membership]
    revision = draft.save_revision(changed=stored.has_unpublished_changes, clean=False)
    if not stored.has_unpublished_changes:
        AssociationPage.objects.filter(pk=stored.pk).update(live_revision=revision)
