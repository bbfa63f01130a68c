"""What an imported event names, found among what is here: places, organisers, themes, a licence."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commons.kits.item_field import item_at
from commons.library.models import Theme
from community.domain.places import create_place, find_place
from community.models import PlacePage
from community.queries import public_associations
from legaltools.catalogue import by_key
from legaltools.recognise import recognise
from licences import public_items
from markup.normalize import normalize
from programme.exchange.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import AssociationPage
    from programme.exchange.record import EventRecord, PlaceRecord

LONGEST_OTHERS = 300
ROOM_JOIN = " – "
# A row has the same id whenever the same file names the same thing: the history knows it again.
_ROWS = UUID("5b0b3c52-7f3e-4c86-9a53-1c8f0e6a7a10")
_JOINS = (" et ", " and ", " & ", "/", ",")


class Here:
    """What is here, asked once a run. What an attempt adds is forgotten with `forget_places` when it does not stand."""

    def __init__(self) -> None:
        self._places: list[PlacePage] | None = None
        self._items: dict[str, str] = {}

    @property
    def places(self) -> list[PlacePage]:
        if self._places is None:
            self._places = list(PlacePage.objects.all())
        return self._places

    def forget_places(self) -> None:
        self._places = None

    def item(self, given: str) -> str:
        """The id of the public item at this address of the site, or of this id; empty for none."""
        if given not in self._items:
            found = public_items.item(given) or item_at(given)
            self._items[given] = found.id if found else ""
        return self._items[given]

    @cached_property
    def associations(self) -> dict[str, AssociationPage]:
        return {normalize(one.title): one for one in reversed(list(public_associations()))}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """Themes by their slug, their names, and the parts of those names (“son et radio”: “radio”)."""
        found: dict[str, Theme] = {}
        for theme in Theme.objects.all():
            for name in (theme.slug, theme.name_fr, theme.name_en):
                for word in (name, *_parts(name)):
                    found.setdefault(normalize(word), theme)
        return found


class Matching:
    """Of one attempt: `notes` gets a sentence for each choice that somebody may want to see."""

    def __init__(self, here: Here, notes: list[str]) -> None:
        self.here, self.notes = here, notes
        self._chosen: dict[PlaceRecord, PlacePage | None] = {}

    def place(self, record: PlaceRecord | None) -> PlacePage | None:
        """The place that is meant; a new one where none is. A place that nobody could find is a draft."""
        if record is None:
            return None
        if record not in self._chosen:
            self._chosen[record] = self._found(record) or self._created(record)
        return self._chosen[record]

    def place_and_room(self, room: str) -> tuple[PlacePage | None, str]:
        """Of a room that is told without a place: the place that bears its name here, and what is left of the name."""
        for name, rest in ((room, ""), room.partition(ROOM_JOIN)[::2]):
            found = find_place(name, among=self.here.places) if name else None
            if found:
                return found.place, rest
        return None, room

    def _found(self, record: PlaceRecord) -> PlacePage | None:
        found = find_place(
            record.name, coordinates=record.coordinates, town=record.town, among=self.here.places
        )  # fmt: skip
        if found is None:
            return None
        if not found.by_name:
            said = {"name": record.name, "place": found.place.title, "metres": round(found.distance or 0)}
            self.notes.append(_("“%(name)s” was taken for the place “%(place)s”, %(metres)d m from there.") % said)
        return found.place

    def _created(self, record: PlaceRecord) -> PlacePage | None:
        try:
            place = create_place(record.name, **_fields(record))
        except ValidationError as error:
            reasons = " ".join(error.messages)
            self.notes.append(_("The place “%(name)s” was left out: %(reasons)s") % {
                "name": record.name, "reasons": reasons
            })  # fmt: skip
            return None
        self.here.places.append(place)
        if not place.live:
            self.notes.append(
                _("The place “%(name)s” is new and has no address: its page is a draft, to be completed.")
                % {"name": place.title}
            )
        return place

    def organisers(self, record: EventRecord) -> tuple[list[AssociationPage], str]:
        """Those who have a page here, and the names of the others as one line."""
        known, others = {}, []
        for name in record.organisers:
            found = self.here.associations.get(normalize(name))
            if found:
                known[found.pk] = found
            else:
                others.append(name.replace(",", " –"))
        line = ", ".join(dict.fromkeys(others))
        if len(line) > LONGEST_OTHERS:
            line = line[:LONGEST_OTHERS].rpartition(",")[0] or line[:LONGEST_OTHERS]
            self.notes.append(_("It has more organisers than fit: some were left out."))
        return list(known.values()), line

    def themes(self, record: EventRecord) -> list[Theme]:
        """Keywords and tracks that name a theme; the others are told."""
        found, left = {}, []
        for word in record.topics:
            theme = self.here.themes.get(normalize(word))
            if theme:
                found[theme.pk] = theme
            elif not kind_of(word):
                left.append(word)
        if left:
            words = ", ".join(dict.fromkeys(left))[:300]
            self.notes.append(_("No theme is called so here: %(words)s.") % {"words": words})
        return list(found.values())

    def licence(self, record: EventRecord, *, otherwise: str) -> str:
        """What the source states for this text, when it is known here; the programme's when it says nothing."""
        if not record.licence:
            return otherwise
        key = record.licence.lower()
        tool = by_key().get(key) or recognise(record.licence).tool
        if tool is None:
            self.notes.append(
                _("Its licence is not in the catalogue, “%(licence)s”: choose one before it is published.")
                % {"licence": record.licence}
            )
        return tool.key if tool else ""

    def works(self, record: EventRecord) -> list[dict[str, Any]]:
        """Items of the pool by their address here or their id, as rows of the stream."""
        rows = []
        for number, (given, role, use, words) in enumerate(record.works):
            item = self.here.item(given)
            if not item:
                self.notes.append(_("Nothing that everybody may see is at “%(address)s” here: it was left out.")
                                  % {"address": given})  # fmt: skip
                continue
            key = str(uuid5(_ROWS, f"{record.uid} {given} {number}"))
            value = {"item": item, "role": role, "use": use, "note": words}
            rows.append({"type": "item", "id": key, "value": value})
        return rows


def _parts(name: str) -> Iterable[str]:
    parts = [name]
    for join in _JOINS:
        parts = [piece for part in parts for piece in part.split(join)]
    return [part.strip() for part in parts if part.strip()]


def _fields(record: PlaceRecord) -> dict[str, Any]:
    names = ("one_sentence", "street_address", "address_more", "postal_code", "town", "insee_code", "neighbourhood",
             "phone", "email", "website", "kind")  # fmt: skip
    fields: dict[str, Any] = {name: getattr(record, name) for name in names if getattr(record, name)}
    if record.coordinates:
        fields["latitude"], fields["longitude"] = (Decimal(f"{degree:.6f}") for degree in record.coordinates)
    return fields
