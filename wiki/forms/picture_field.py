"""One picture of a page, a main one or a logo: the one that is there, another of the device or the pool, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki.forms.picture_panel import Panel, Sent, panel_again, picture_of, sent_in, tied_to_inputs
from wiki.forms.rich_text_widget import panel_context
from wiki.pictures import Refused, Shown
from wiki.references import References

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_DIGITS = 18


class Chosen(NamedTuple):
    """What was sent: `key` of the picture that was there or that a script has put in, and what came in the panel."""

    key: int | None
    is_taken_out: bool
    picture: Sent


class Drawn(NamedTuple):
    key: int | None
    panel: Panel | None = None


class PictureWidget(forms.Widget):
    template_name = "wiki/picture_field.html"
    needs_multipart_form = True
    references: References
    language = ""

    def own_licence(self) -> str:
        return self.references.licence()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Chosen | None:
        key = data.get(name)
        if key is None:
            return None
        number = int(key) if key.isdecimal() and len(key) <= _MOST_DIGITS else None
        return Chosen(number, bool(data.get(f"{name}-none")), sent_in(data, files, name))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return name not in data

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        drawn = value if isinstance(value, Drawn) else Drawn(value)
        context = super().get_context(name, drawn.key, attrs)
        thumbnail = self.references.thumbnails({drawn.key}).get(drawn.key, "") if drawn.key else ""
        panel = panel_context(self, name, drawn.panel)
        return context | {"key": drawn.key, "thumbnail": thumbnail, "panel": panel}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-picture" if id_ else ""


class PictureFormField(forms.Field):
    """The value, in and out, is the key of a picture or None; a new one must be one that its person may choose."""

    widget = PictureWidget
    default_error_messages = {"chosen": _("This picture is not one that you may use: choose another.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pictures: dict[str, Shown | Refused] = {}
        self.references = References()

    def __deepcopy__(self, memo: dict[int, Any]) -> PictureFormField:
        copied: PictureFormField = super().__deepcopy__(memo)
        copied._pictures = {}
        copied.references = References(self.references.user)
        return copied

    @property
    def references(self) -> References:
        return self._references

    @references.setter
    def references(self, references: References) -> None:
        self._references = self.widget.references = references

    def prepare_value(self, value: Any) -> Drawn:
        if not isinstance(value, Chosen):
            return Drawn(value)
        picture = self._pictures.get(value.picture.name)
        if isinstance(picture, Shown):
            return Drawn(picture.key)
        key = None if value.is_taken_out else value.key
        return Drawn(key, panel_again(value.picture, picture, user=self.references.user))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and (data.is_taken_out or data.picture.is_something or data.key != initial)

    def _clean_bound_field(self, bound: forms.BoundField) -> int | None:
        return self.clean(bound.data, bound.initial)

    def clean(self, value: Any, initial: Any = None) -> int | None:
        """A field that was not sent keeps what was there."""
        if value is None:
            return initial
        picture = self._picture_beside(value)
        if isinstance(picture, Refused):
            raise ValidationError(tied_to_inputs(picture))
        if picture is not None:
            return picture.key
        if value.is_taken_out or value.key is None:
            return None
        if value.key != initial and not self.references.may_choose("picture", {value.key}):
            raise ValidationError(self.error_messages["chosen"], "chosen")
        return value.key

    def _picture_beside(self, chosen: Chosen) -> Any:
        """The picture of the panel, taken or refused, once for the form."""
        sent = chosen.picture
        if sent.name not in self._pictures and sent.is_something:
            try:
                refs = self.references
                picture = picture_of(sent, user=refs.user, own_licence=refs.licence(), language=refs.language())
                refs.known["picture"].add(picture.key)
                self._pictures[sent.name] = picture
            except Refused as refused:
                self._pictures[sent.name] = refused
        return self._pictures.get(sent.name)
