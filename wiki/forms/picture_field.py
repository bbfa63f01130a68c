"""One picture of a page, a main one or a logo: the one that is there, another of the device or the pool, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki.forms.from_pool import PoolField
from wiki.forms.pool_panel import Panel, Sent, panel_again, panel_context, sent_in, tied_to_inputs
from wiki.pictures import Shown
from wiki.pool import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wiki.references import References

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


class PictureFormField(PoolField):
    """The value, in and out, is the key of a picture or None; a new one must be one that its person may choose."""

    widget = PictureWidget
    default_error_messages = {"chosen": _("This picture is not one that you may use: choose another.")}

    def prepare_value(self, value: Any) -> Drawn:
        if not isinstance(value, Chosen):
            return Drawn(value)
        picture = self._taken.get(value.picture.name)
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
        picture = self.beside(value.picture)
        if isinstance(picture, Refused):
            raise ValidationError(tied_to_inputs(picture))
        if picture is not None:
            return picture.key
        if value.is_taken_out or value.key is None:
            return None
        if value.key != initial and not self.references.may_choose("picture", {value.key}):
            raise ValidationError(self.error_messages["chosen"], "chosen")
        return value.key
