"""Files of a page: those that are there, taken out by their ticks, and another of the device or of the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki import files
from wiki.files import Shown
from wiki.forms.from_pool import PoolField
from wiki.forms.pool_panel import Panel, Sent, panel_again, panel_context, sent_in, tied_to_inputs
from wiki.pool import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wiki.references import References

MOST_FILES = 50  # of one step
_MOST_DIGITS = 18


class Chosen(NamedTuple):
    """What was sent: the keys that stay ticked, and what came in the panel."""

    keys: tuple[int, ...]
    file: Sent

    @property
    def says_nothing(self) -> bool:
        return not (self.keys or self.file.is_something)


class Drawn(NamedTuple):
    """`keys` are drawn, those of `kept` ticked."""

    keys: Sequence[int]
    kept: Sequence[int]
    panel: Panel | None = None


class FilesWidget(forms.Widget):
    template_name = "wiki/files_field.html"
    needs_multipart_form = True
    references: References
    language = ""
    is_single = False
    use_fieldset = True

    def own_licence(self) -> str:
        return self.references.licence()

    def value_from_datadict(self, data: Any, uploads: Any, name: str) -> Chosen | None:
        if f"{name}-there" not in data:
            return None
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        keys = [int(key) for key in values if key.isdecimal() and len(key) <= _MOST_DIGITS]
        return Chosen(tuple(dict.fromkeys(keys)), sent_in(data, uploads, name, files))

    def value_omitted_from_data(self, data: Mapping[str, Any], uploads: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return f"{name}-there" not in data

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        drawn = value if isinstance(value, Drawn) else Drawn((), ())
        titles = self.references.titles(set(drawn.keys)) if drawn.keys else {}
        return super().get_context(name, None, attrs) | {
            "files": [(key, titles[key], key in drawn.kept) for key in drawn.keys if key in titles],
            "panel": panel_context(self, name, drawn.panel, shelf=files),
            "is_single": self.is_single,
        }

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{files.PART}" if id_ else ""


class FilesFormField(PoolField):
    """The value, in and out, is a list of keys in their order; a new one is of a file that its person may choose.

    What comes in the panel goes to the end. `is_single` is for one file, which another takes the place of: the value is
    its key.
    """

    widget = FilesWidget
    default_error_messages = {
        "chosen": _("One of these files is not one that you may use: choose another."),
        "none": _("Choose a file: of your device, or of the pool."),
        "too_many": _("These are too many files: make several steps of it, or one archive of them."),
    }

    def __init__(self, *, is_single: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_single = self.widget.is_single = is_single

    def keys(self, value: Any) -> list[int]:
        return list(value or []) if not self.is_single else [value] if value else []

    def prepare_value(self, value: Any) -> Drawn:
        if not isinstance(value, Chosen):
            return Drawn(self.keys(value), self.keys(value))
        file = self._taken.get(value.file.name)
        added = [file.key] if isinstance(file, Shown) else []
        # A key that was typed by hand says nothing of what it is the key of.
        own = self.references.may_choose(files.PART, set(value.keys))
        kept = added if added and self.is_single else [*(key for key in value.keys if key in own), *added]
        panel = None if added else panel_again(value.file, file, user=self.references.user)
        return Drawn(kept, kept, panel)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        return _BoundFiles(form, self, field_name)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and (data.file.is_something or list(data.keys) != self.keys(initial))

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        return self.clean(bound.data, bound.initial)

    def clean(self, value: Any, initial: Any = None) -> Any:
        """A field that was not sent keeps what was there."""
        if value is None:
            return initial if self.is_single else self.keys(initial)
        there = self.keys(initial)
        file = self.beside(value.file)
        if isinstance(file, Refused):
            raise ValidationError(tied_to_inputs(file, files))
        known = set(there)
        if set(value.keys) - known - self.references.may_choose(files.PART, set(value.keys) - known):
            raise ValidationError(self.error_messages["chosen"], "chosen")
        keys = [*value.keys, *([file.key] if file and file.key not in value.keys else [])]
        return self._one(keys) if self.is_single else self._several(keys)

    def _one(self, keys: list[int]) -> int:
        if not keys:
            raise ValidationError(self.error_messages["none"], "none")
        return keys[-1]

    def _several(self, keys: list[int]) -> list[int]:
        if len(keys) > MOST_FILES:
            raise ValidationError(self.error_messages["too_many"], "too_many")
        return keys


class _BoundFiles(forms.BoundField):
    """What was unticked is drawn again, unticked: it can be ticked again."""

    field: FilesFormField

    def value(self) -> Any:
        drawn = super().value()
        if not isinstance(drawn, Drawn) or not self.form.is_bound or self.field.is_single:
            return drawn
        before = [key for key in self.field.keys(self.initial) if key not in drawn.keys]
        return drawn._replace(keys=[*drawn.keys, *before])


__all__ = ["MOST_FILES", "Chosen", "FilesFormField"]
