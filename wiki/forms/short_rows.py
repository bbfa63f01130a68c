"""Few rows within a row, such as the answers of a question: all of them drawn, one after the other, with empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wagtail.blocks import Block, ListBlock

    Made = Callable[[Block], dict[str, forms.Field]]

EMPTY_ONES = 2  # drawn after those that are filled in, up to the most that there may be


class _Sent(NamedTuple):
    forms: tuple[forms.Form, ...]

    @property
    def says_nothing(self) -> bool:
        return not any(_says_something(form) for form in self.forms)


def _says_something(form: forms.Form) -> bool:
    """A tick alone is nothing."""
    return any(
        str(form[name].data or "").strip()
        for name, field in form.fields.items()
        if not isinstance(field, forms.BooleanField)
    )


class ShortRowsWidget(forms.Widget):
    template_name = "wiki/short_rows.html"
    use_fieldset = True

    def __init__(self, rows_of: Callable[..., list[forms.Form]]) -> None:
        super().__init__()
        self.rows_of = rows_of

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> _Sent | None:  # noqa: ARG002 -- Django's signature
        return _Sent(tuple(self.rows_of(name, data=data))) if f"{name}-there" in data else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return f"{name}-there" not in data

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        sent = value.forms if isinstance(value, _Sent) else None
        rows = self.rows_of(name, values=value) if sent is None else _up_to_the_empty_ones(sent, least=self.least)
        return super().get_context(name, None, attrs) | {"rows": rows}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{self.first}" if id_ else ""

    first, least = "", 0


def _up_to_the_empty_ones(sent: tuple[forms.Form, ...], *, least: int) -> list[forms.Form]:
    filled = [place for place, form in enumerate(sent, start=1) if _says_something(form)]
    return list(sent[: max(least, *filled, 0) + EMPTY_ONES])


class ShortRowsFormField(forms.Field):
    """The value, in and out, is a list of values of the rows' block, which has simple fields alone.

    What nobody filled in is no row. A row is taken out by emptying it.
    """

    def __init__(self, block: ListBlock, *, fields: Made, **kwargs: Any) -> None:
        self.block = block
        self.least, self.most = block.meta.min_num or 0, block.meta.max_num
        self.fields_of_row = fields
        super().__init__(widget=ShortRowsWidget(self._forms), **kwargs)
        self.widget.first, self.widget.least = next(iter(fields(block.child_block))), self.least

    def _forms(self, name: str, *, data: Any = None, values: Iterable[Any] | None = None) -> list[forms.Form]:
        given = list(values or ())
        count = self.most if data is not None else min(self.most, max(self.least, len(given)) + EMPTY_ONES)
        return [
            self._form(f"{name}-{place}", data, given[place] if place < len(given) else None) for place in range(count)
        ]

    def _form(self, prefix: str, data: Any, value: Any) -> forms.Form:
        form = forms.Form(data, prefix=prefix, initial=value, empty_permitted=True, use_required_attribute=False)
        form.fields.update(self.fields_of_row(self.block.child_block))
        return form

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return data is not None and self.clean(data) != list(initial or ())
        except ValidationError:
            return True

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        """A field that was not sent keeps what was there."""
        return list(bound.initial or ()) if bound.data is None else self.clean(bound.data)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = [form for form in value.forms if _says_something(form)]
        problems = [problem for form in rows for problem in _problems(form, value.forms.index(form))]
        if len(rows) < self.least:
            sentence = ngettext("Fill in at least %(count)s.", "Fill in at least %(count)s.", self.least)
            problems.append(ValidationError(sentence % {"count": self.least}, "too_few"))
        if problems:
            raise ValidationError(problems)
        return [dict(form.cleaned_data) for form in rows]


def _problems(form: forms.Form, place: int) -> list[ValidationError]:
    """Each with the place of its input, for wiki.forms.errors."""
    found = []
    for name, errors in form.errors.as_data().items():
        for error in errors:
            problem = ValidationError(error.messages, error.code)
            problem.place = f"{place}-{name}"  # type: ignore[attr-defined]  # for wiki.forms.errors
            problem.where = (str(place + 1), str(form.fields[name].label))  # type: ignore[attr-defined]  # as above
            found.append(problem)
    return found
