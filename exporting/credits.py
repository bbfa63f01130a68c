"""Whose works are in a bundle, in groups, for every format that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporting.bundle import Asset, Bundle
    from legaltools.credit import Work


class Credited(NamedTuple):
    """A work to credit; `name` is what it is called here when its credit does not begin with a title."""

    name: str
    work: Work

    @property
    def unknown(self) -> str:
        return what_is_unknown(self.work)


def what_is_unknown(work: Work) -> str:
    """A warning beside the credit of a work that nobody has said a licence of; "" for any other."""
    if work.licence:
        return ""
    if not work.authors:
        return _("licence and authors unknown")
    return _("licence unknown: ask before using it")


class Group(NamedTuple):
    title: str
    rows: tuple[Credited, ...]


def groups(bundle: Bundle) -> list[Group]:
    """What it is made of, without the bundle itself; groups with nothing in them are left out.

    `gettext` speaks the language that the titles are wanted in.
    """
    return [group for group in _groups(bundle) if group.rows]


def _groups(bundle: Bundle) -> Iterator[Group]:
    if not bundle.is_one_sheet:
        yield Group(_("Guides"), tuple(Credited("", sheet.work) for sheet in bundle.sheets))
    yield Group(_("Pictures"), _assets(asset for sheet in bundle.sheets for asset in sheet.pictures))
    yield Group(_("Files"), _assets(asset for sheet in bundle.sheets for asset in sheet.files))
    yield Group(pgettext("credits", "Media"), _assets(bundle.media))
    yield Group(_("Links"), tuple(Credited("" if link.work.title else link.title, link.work) for link in bundle.links))


def _assets(assets: Iterable[Asset]) -> tuple[Credited, ...]:
    """Each once, however many sheets show it."""
    credited = (Credited("" if asset.work.title else asset.path.rpartition("/")[2], asset.work) for asset in assets)
    return tuple({(row.name, repr(row.work)): row for row in credited}.values())
