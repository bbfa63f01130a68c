"""What whoever imports asks for, and what a text becomes with it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from community.queries import associations_one_may_sign_for, public_associations
from importing.formats import AUTO
from importing.report import translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.guides.exchange.document import GuideDocument, Reading
    from community.models import AssociationPage, User
    from importing.formats import ImportSource


@dataclass(frozen=True, slots=True)
class Options:
    """`licence` is for works that state none, `association` signs every guide, `publish` makes public what may be.

    `bring_back`: what was deleted here comes in again. `numbers` are, by the uuid of a guide, that of the version which
    comes in, in the history of the site that it left.
    """

    format: str = AUTO
    licence: str = ""
    association: AssociationPage | None = None
    publish: bool = False
    dry_run: bool = False
    bring_back: bool = False
    user: User | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)


def document_with(options: Options, reading: Reading, *, source: ImportSource, notes: list[str]) -> GuideDocument:
    """What the text says with the licence given by hand, and that of the whole work on its pictures and files."""
    document = reading.guide
    if not document.licence and options.licence:
        document = dataclasses.replace(document, licence=_by_hand(reading, options.licence, notes=notes))
    if source.format.whole_work and document.licence:
        document = dataclasses.replace(
            document,
            pictures=tuple(_of_the_work(item, document) for item in document.pictures),
            files=tuple(_of_the_work(item, document) for item in document.files),
        )
    return document


def _by_hand(reading: Reading, key: str, *, notes: list[str]) -> str:
    """The licence that a person gives, unless the text states something else: its words win over the option."""
    if not reading.stated_licence:
        return key
    values = {"key": key, "words": translated(reading.stated_licence)}
    if key in reading.stated_candidates:
        notes.append(_("The licence was settled by hand as %(key)s. The text says: %(words)s.") % values)
        return key
    notes.append(_("%(key)s was not given to it, because the text says something else: %(words)s.") % values)
    return ""


def _of_the_work(item: Any, document: GuideDocument) -> Any:
    changes: dict[str, Any] = {}
    if not item.licence:
        changes["licence"] = document.licence
    if not item.credits:
        changes["credits"] = document.credits
    return dataclasses.replace(item, **changes)


def association_of(document: GuideDocument, *, user: User | None, notes: list[str]) -> AssociationPage | None:
    """The association that a text names, when whoever imports may sign for it; a command may for any in public.

    One that is not public is answered as one that is not there.
    """
    if not document.association:
        return None
    mine = associations_one_may_sign_for(user) if user else public_associations()
    association = mine.filter(slug=document.association).first()
    if association is None:
        words = {"slug": document.association}
        notes.append(_("“%(slug)s” is not an association that you may sign for here: left out.") % words)
    return association
