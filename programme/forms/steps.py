"""The four steps of proposing an event. What is wrong is stored too: whoever comes back finds all that they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.guides.enums import Audience
from commons.kits.item_field import item_at
from commons.library.enums import Language
from commons.library.models import Theme
from community.queries import public_associations, public_places
from community.validators import one_line_of_text
from legaltools import catalogue
from licences import public_items
from markup.fitting import fit
from markup.html import clean
from markup.markdown import to_html
from markup.normalize import normalize
from markup.tree import parse, write
from programme.context.finding import NO_WORKS
from programme.domain.submitting import NewPlace
from programme.enums import Kind, Price, Registration, Role, Usage
from programme.models import EventPage
from programme.models.event import MOST_SEATS, OLDEST
from web.typed import number_in
from wiki.forms.visitor import VisitorForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import AssociationPage, PlacePage
    from programme.models import EditionPage

LONGEST_TEXT = 20_000
MOST_WORKS, MOST_ORGANISERS = 20, 12
FEATURES = ("bold", "italic", "link", "ol", "ul", "h3")
# What the text may carry; that of the programme stands first.
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0")
_LINE = [one_line_of_text]
# What each field of commons says of them. What is made at an event is told afterwards: before it there is none.
WORKS = {
    "works": (Role.USED, Usage.SHOWN),
    "works_changed": (Role.USED, Usage.CHANGED),
    "works_recommended": (Role.RECOMMENDED, Usage.SHOWN),
}


class StepForm(forms.Form):
    """One step, of an edition; `stored` tells what was said before in any of them."""

    def __init__(self, *args: Any, edition: EditionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def stored(self) -> dict[str, Any]:
        """What was typed, by name, for `Submission.data`: texts, and lists of them where several may be chosen."""
        sent: Any = self.data
        typed: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name in NOT_STORED:
                continue
            value = field.widget.value_from_datadict(sent, {}, self.add_prefix(name))
            typed[name] = _stored(value)
        return typed

    def lost(self) -> set[str]:
        """Names of fields that are wrong, and not stored as they were typed."""
        found = set()
        for name in set(self.errors) & set(self.fields):
            sent: Any = self.data
            value = self.fields[name].widget.value_from_datadict(sent, {}, self.add_prefix(name))
            if value and (name in NOT_STORED or len(value) > LONGEST_TEXT):
                found.add(name)
        return found


# What keeps machines out, and what is private: that has fields of its own.
NOT_STORED = {"website", "stamp", "answer", "proof", "name", "email", "phone"}


class WhatForm(StepForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=_LINE,
        help_text=_("What it is, in a few words: no date, no place."),
    )
    one_sentence = forms.CharField(
        label=_("In one sentence"),
        max_length=200,
        validators=_LINE,
        help_text=_("What one does there, and what one gains."),
    )
    kind = forms.ChoiceField(label=_("Kind of event"), choices=Kind.choices)
    language = forms.ChoiceField(
        label=_("Language of the event"),
        choices=Language.choices,
        initial=settings.LANGUAGE_CODE,
        help_text=_("In which it takes place, and in which you write these texts: visitors choose by it."),
    )
    body = forms.CharField(
        label=_("What happens there"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A few paragraphs. An empty line begins a new one; a line that begins with “-” is one of a list."),
    )


class FirstForm(WhatForm, VisitorForm):
    """The first step, before anything is stored: here stands the guard."""


class WhenForm(StepForm):
    """Where; when is said by rows (`programme.forms.times`)."""

    place = forms.ChoiceField(
        label=_("Place"), required=False, help_text=_("By neighbourhood. If it is not in the list, describe it below.")
    )
    room = forms.CharField(label=_("Room"), required=False, max_length=80, validators=_LINE)
    online_url = forms.URLField(
        label=_("Address online"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where one takes part from home; leave it empty if one does not."),
    )
    place_name = forms.CharField(label=_("Name of the place"), required=False, max_length=200, validators=_LINE)
    place_address = forms.CharField(label=_("Number and street"), required=False, max_length=200, validators=_LINE)
    place_postal_code = forms.RegexField(
        r"^\d{5}\Z", label=_("Postcode"), required=False, error_messages={"invalid": _("Five digits.")}
    )
    place_town = forms.CharField(label=_("Town"), required=False, max_length=120, validators=_LINE)
    place_access = forms.CharField(
        label=_("How one gets in"),
        required=False,
        max_length=300,
        help_text=_("Steps, door, lift, toilets: “One step of 8 cm, a ramp is lent at the desk.”"),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = [("", _("not in the list, online, or not known yet")), *places]

    def clean(self) -> Any:
        said = super().clean()
        values = self.cleaned_data
        name = values.get("place_name", "")
        if values.get("place") and name:
            self.add_error("place_name", _("You chose a place in the list too: keep one of the two."))
        elif name and (known := _known_place(name)):
            self.add_error("place_name", _("“%(name)s” is known here: choose it in the list.") % {"name": known.title})
        elif name and not (values.get("place_town") or "place_town" in self.errors):
            self.add_error("place_town", _("Say in which town it is."))
        elif not name and (values.get("place_address") or values.get("place_access")):
            self.add_error("place_name", _("Say what this place is called."))
        return said

    def new_place(self) -> NewPlace | None:
        values = self.cleaned_data
        if not values["place_name"]:
            return None
        return NewPlace(
            name=values["place_name"], street_address=values["place_address"], town=values["place_town"],
            postal_code=values["place_postal_code"], access=values["place_access"],
        )  # fmt: skip


class WhomForm(StepForm):
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Themes"), required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    age_min = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=OLDEST)
    age_max = forms.IntegerField(label=_("To age"), required=False, min_value=0, max_value=OLDEST)
    price = forms.ChoiceField(label=_("Price"), choices=Price.choices, initial=Price.FREE)
    price_note = forms.CharField(
        label=_("About the price"), required=False, max_length=200, help_text=_("“5 €, free under 12.”")
    )
    registration = forms.ChoiceField(
        label=_("How one takes part"), choices=Registration.choices, initial=Registration.NONE
    )
    registration_url = forms.URLField(
        label=_("Address to register"), required=False, max_length=500, assume_scheme="https"
    )
    registration_contact = forms.CharField(
        label=_("Phone or e-mail to register"),
        required=False,
        max_length=200,
        validators=_LINE,
        help_text=_("Shown to everybody."),
    )
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=MOST_SEATS, help_text=_("Empty for no limit.")
    )
    access_note = forms.CharField(
        label=_("About access to this event"),
        required=False,
        max_length=300,
        help_text=_("What differs from the place: “sign language on request until 1 October”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["themes"]
        field.queryset = Theme.objects.all()

    def clean(self) -> Any:
        """As the event itself asks it, so that nothing is refused later on."""
        said = super().clean()
        asked = ("age_min", "age_max", "registration", "registration_url", "registration_contact")
        event = EventPage(**{name: self.cleaned_data.get(name) for name in asked})
        for name, sentences in event.own_problems().items():
            if name not in self.errors:
                self.add_error(name, [str(one) for one in sentences])
        return said


def works_field(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=6000, widget=widget, help_text=help_text)


class WhoForm(StepForm):
    organisers = forms.CharField(
        label=_("Who organises it"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Associations or groups, one on each line. Those that have a page here are linked to it: find them below."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("For the coordinators alone."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("For the coordinators alone; you get your link there."),
    )
    phone = forms.CharField(
        label=_("Your phone"),
        required=False,
        max_length=30,
        validators=_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("For the coordinators alone."),
    )
    works = works_field(
        _("Commons that you use as they are"),
        _("Guides, kits or media of this site: their addresses, one on each line. Find them by words below."),
    )
    works_changed = works_field(
        _("Commons that you change there"),
        _("Cut, mixed, translated: some licences forbid that, and we tell you what else to do."),
    )
    works_recommended = works_field(
        _("Commons that you recommend"),
        _("To go further, before or afterwards. What you make there joins them after the event."),
    )
    licence = forms.ChoiceField(
        label=_("What others may do with your text"),
        widget=forms.RadioSelect,
        help_text=_("The programme is printed and shared: its texts carry a free licence."),
    )

    def __init__(self, *args: Any, has_contact: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["licence"]
        keys = dict.fromkeys([self.edition.licence or LICENCES[0], *LICENCES])
        field.choices = [(key, _in_plain_words(key)) for key in keys]
        field.initial = next(iter(keys))
        if has_contact:
            for name in ("name", "email"):
                self.fields[name].required = False

    def clean_organisers(self) -> tuple[list[AssociationPage], list[str]]:
        """Associations with a page here, and the names of the others."""
        names = [" ".join(line.split()) for line in self.cleaned_data["organisers"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_ORGANISERS:
            raise ValidationError(_("Name %(most)d at most.") % {"most": MOST_ORGANISERS})
        known = {normalize(one.title): one for one in public_associations()} if names else {}
        found = [known[normalize(name)] for name in names if normalize(name) in known]
        others = [name.replace(",", " ") for name in names if normalize(name) not in known]
        if len(", ".join(others)) > EventPage._meta.get_field("other_organisers").max_length:
            raise ValidationError(_("These names are too long: shorten them, or name fewer."))
        return found, others

    @property
    def uses(self) -> list[tuple[str, Any]]:
        """Its fields of commons, by name, and what each says of them."""
        return [("works", _("used as it is")), ("works_changed", _("changed there: cut, mixed, translated")),
                ("works_recommended", _("recommended, to go further"))]  # fmt: skip

    def clean_works(self) -> list[str]:
        return _ids_of(self.cleaned_data["works"])

    def clean_works_changed(self) -> list[str]:
        found = _ids_of(self.cleaned_data["works_changed"])
        if set(found) & set(self.cleaned_data.get("works", ())):
            raise ValidationError(_("You name one of them above too: keep it in one of the two."))
        return found

    def clean_works_recommended(self) -> list[str]:
        return _ids_of(self.cleaned_data["works_recommended"])


def _ids_of(text: str) -> list[str]:
    """Items of the pool by their address, one on each line: their ids."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_WORKS:
        raise ValidationError(_("Name %(most)d at most.") % {"most": MOST_WORKS})
    found, unknown = [], []
    for line in lines:
        item = item_at(line)
        is_work = item is not None and item.id.partition(":")[0] not in NO_WORKS
        found.append(item.id) if is_work else unknown.append(line)
    if unknown:
        raise ValidationError(
            _("Not an address of a guide, a kit or a media of this site: %(what)s") % {"what": ", ".join(unknown)}
        )
    return list(dict.fromkeys(found))


def fields_of_event(what: Mapping[str, Any], whom: Mapping[str, Any], who: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of `EventPage` from the cleaned values of three steps."""
    associations, others = who["organisers"]
    names = [one.title for one in associations] + others
    copied = ("age_min", "age_max", "price", "price_note", "registration", "registration_url", "registration_contact",
              "capacity", "access_note")  # fmt: skip
    return {
        "title": what["title"], "one_sentence": what["one_sentence"], "kind": what["kind"],
        "language": what["language"], "body": html_of(what["body"]), "audience": whom["audience"],
        **{name: whom[name] for name in copied},
        "other_organisers": ", ".join(others), "licence": who["licence"],
        "credits": [{"name": name, "role": "author", "url": ""} for name in names],
        "works": [
            ("item", {"item": one, "role": role, "use": use, "note": ""})
            for name, (role, use) in WORKS.items() for one in who[name]
        ],
    }  # fmt: skip


def html_of(text: str) -> str:
    """What was typed, with no more marks than the page of an event has."""
    return write(fit(parse(clean(to_html(text))), FEATURES))


def place_of(text: str) -> PlacePage | None:
    """The public place that a form names by its key."""
    return public_places().filter(pk=number_in(text) or 0).first()


def address_of_item(id_: str) -> str:
    """Its address, as the form takes it; "" of one that is not public any more."""
    item = public_items.item(id_)
    return item.url if item else ""


def _known_place(name: str) -> PlacePage | None:
    asked = normalize(name)
    return next((place for place in public_places() if normalize(place.title) == asked), None)


def _in_plain_words(key: str) -> Any:
    words = {
        "cc-by-sa-4.0": _("Copy it, change it and share it, naming you, and under the same licence (CC BY-SA 4.0)"),
        "cc-by-4.0": _("Copy it, change it and share it, naming you (CC BY 4.0)"),
        "cc0-1.0": _("Anything, without naming you (CC0)"),
    }
    return words.get(key) or catalogue.get(key).label


def _stored(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value][:50]
    return _plain(value) if value is not None else ""


def _plain(value: Any) -> str:
    return str(value).replace("\x00", "")[:LONGEST_TEXT]
