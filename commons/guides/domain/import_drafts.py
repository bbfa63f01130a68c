"""The draft that an import writes: which guide it is, and how it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from commons.guides.domain.block_validation import check_rows
from commons.guides.domain.identity import guide_of
from commons.guides.models import GuidePage
from design.addresses import free_slug

if TYPE_CHECKING:
    from commons.guides.domain.identity import Identity
    from commons.guides.exchange.document import GuideDocument
    from commons.guides.models import GuideIndexPage
    from community.models import User
    from importing.formats import ImportSource
    from importing.models import ImportRecord


def guide_for(document: GuideDocument, identity: Identity, *, source: ImportSource, index: GuideIndexPage) -> GuidePage:
    """The guide that this source became, or that it gives the uuid of, or for our own format the one of that name.

    A new one otherwise, which keeps the uuid that the source gives.
    """
    if guide := identity.guide or (identity.record and guide_of(identity.record)):
        return _latest(guide, identity.record)
    here = GuidePage.objects.child_of(index)
    if source.format.own and document.slug:
        same = here.filter(slug=document.slug, import_record=None).first()
        if same:
            return same.get_latest_revision_as_object()
    brought = {"uuid": UUID(document.uuid)} if document.uuid else {}
    return GuidePage(
        slug=free_slug(document.title, under=index, wanted=document.slug, empty="fiche"),
        live=False,
        locale_id=index.locale_id,
        **brought,
    )


def _latest(guide: GuidePage, record: ImportRecord | None) -> GuidePage:
    """The guide as its latest revision has it, which is most often the one that its record holds already."""
    if not record or not guide.has_unpublished_changes or record.revision_id != guide.latest_revision_id:
        return guide.get_latest_revision_as_object()
    return guide.with_content_json(record.revision.content) if record.revision else guide


# Written by Wagtail and held by the database, not by what a file says: to ask for each again costs a query.
_OF_THE_TREE = frozenset({"path", "locale", "translation_key", "content_type", "uuid"})


def save_draft(guide: GuidePage, *, index: GuideIndexPage, user: User | None) -> None:
    """A draft may lack anything, but what it has must be sound. A live guide's page waits for its publication."""
    left_open = {field.name for field in guide._meta.fields if not getattr(guide, field.attname, None)}
    exclude = left_open | _OF_THE_TREE
    guide.clean_fields(exclude=exclude)  # before it is written: a text too long for its column is the database's error
    if guide.pk is None:
        guide.owner = user
        index.add_child(instance=guide)
    elif not guide.live:
        guide.save()
    check_rows(guide)
    guide.clean()
    guide.validate_unique(exclude=exclude)
    guide.validate_constraints(exclude=exclude)


def may_change(guide: GuidePage, *, user: User) -> None:
    """Whoever may add a guide may not, by the name of a file, write over somebody else's. A command has no user."""
    permissions = guide.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        message = _(
            "The guide “%(title)s” is already here under that name or “uuid”, and you may not change it: give yours "
            "another name, and take its “uuid” out."
        )
        raise ValidationError(message % {"title": guide.title})


def note_of_the_same_title(guide: GuidePage, *, user: User | None) -> list[str]:
    """A file that was renamed, or comes in from elsewhere, is another source: whoever sent it knows which it is.

    Drafts of others are not named; a command sees them all.
    """
    others = GuidePage.objects.filter(title__iexact=guide.title).exclude(pk=guide.pk)
    if user:
        others = others.filter(Q(live=True) | Q(owner=user))
    first = others.order_by("pk").values_list("pk", flat=True).first()  # most often there is none: ask for no more
    if first is None:
        return []
    other = GuidePage.objects.get(pk=first)
    sentence = _(
        "A guide called “%(title)s” is already here, at %(address)s. If this is the same one, keep one of them."
    )
    return [sentence % {"title": other.title, "address": other.url or other.slug}]
