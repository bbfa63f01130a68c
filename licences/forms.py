"""Form fields that choose a licence, write credits and name sources, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.recognise import Recognition, recognise
from licences.enums import Role
from licences.lookup import find
from licences.records.rows import CREDIT_PARTS, RowError, check_credit, check_source
from licences.records.sources import PARTS as SOURCE_PARTS
from licences.records.sources import REMEMBERED, SourceKind, source_row
from markup.typography import typeset
from web.languages import current_language
from web.typed import words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaltools.tool import Tool
    from licences.lookup import Lookup

BLANK_ROWS = 2
USUAL = (*catalogue.CURRENT, "etalab-2.0", "lal-1.3", "odbl-1.0", "by-permission")
OTHER = "another"
MOST_ALIKE = 20
TYPED = tuple(part for part in SOURCE_PARTS if part != "item")
# What the site knows of a source, and nobody types: it goes through the form unseen.
NOT_TYPED = ("item", *REMEMBERED)


def usual_licences() -> list[tuple[str, Any]]:
    """Key and name of the licences that nearly every work here has; the hundreds of others are found by name."""
    language = current_language()
    return [(key, describe(key, language)) for key in USUAL]


def licences_of_others() -> list[Tool]:
    return [tool for tool in catalogue.all_tools() if not tool.is_cc]


def describe(key: str, language: str) -> str:
    tool = catalogue.get(key)
    colon = "\u00a0: " if language == "fr" else ": "
    return typeset(f"{tool.label}{colon}{tool.name(language)}", language=language)


class LicenceWidget(forms.Widget):
    """A dozen licences to choose from, and “another…”, whose name or address is typed beside.

    Words that name no licence for certain stay as typed, and the list offers what they may mean.
    """

    template_name = "licences/widgets/licence.html"
    # Keys to offer alone, where what a work is made from leaves no other; none narrows nothing.
    only: frozenset[str] = frozenset()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = value or ""
        is_key = words in catalogue.by_key()
        lookup = find(words) if words and not is_key else None
        return context | {
            "usual": self._offered(words),
            "chosen": words if is_key or not words else OTHER,
            "stored": [(words, describe(words, current_language()))] if is_key and words not in USUAL else [],
            "typed": words if lookup else "",
            "alike": [(tool.key, tool.label) for tool in _alike(lookup)] if lookup else [],
            "other": OTHER,
        }

    def _offered(self, words: str) -> list[tuple[str, Any]]:
        """The usual ones; of those that alone are left, the others too, but for one that is stored."""
        if not self.only:
            return usual_licences()
        older = (tool.key for tool in catalogue.all_tools() if tool.key in self.only - {*USUAL, words})
        keys = [*(key for key in USUAL if key in {*self.only, words}), *older]
        return [(key, describe(key, current_language())) for key in keys]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # noqa: ARG002 -- Django's signature
        """The key that was chosen, or the words that were typed for another licence."""
        chosen = data.get(name, "")
        return data.get(f"{name}-other", "").strip() if chosen == OTHER else chosen


def _alike(lookup: Lookup) -> list[Tool]:
    several = dict.fromkeys([*lookup.candidates, *lookup.tools])
    return list(several)[:MOST_ALIKE]


class LicenceChoiceField(forms.Field):
    widget = LicenceWidget

    def to_python(self, value: Any) -> str:
        """A key of the catalogue, or nothing. Raises ValidationError for words that name no licence for certain."""
        words = str(value or "").strip()
        if not words or words in catalogue.by_key():
            return words
        lookup = find(words)
        if lookup.exact is None:
            raise forms.ValidationError(_not_certain(lookup), code="invalid")
        return lookup.exact.key


def _not_certain(lookup: Lookup) -> str:
    problem = lookup.problem.text(current_language()) if lookup.problem else gettext("This names no licence we know.")
    in_list, elsewhere = (
        gettext("What it may be now stands in the list: choose there."),
        gettext("Write its whole name, or its address."),
    )
    return f"{problem} {in_list if _alike(lookup) else elsewhere}"


class RowsWidget(forms.Widget):
    """Rows of small fields, with empty rows at the end to add more. `parts` are the fields of a row."""

    parts: tuple[str, ...]
    blank_rows = BLANK_ROWS

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value or [], attrs)
        rows = [*(value or []), *({} for _blank in range(self.blank_rows))]
        context["rows"] = [
            {
                "prefix": f"{name}-{index}",
                "id": f"{context['widget']['attrs'].get('id', name)}-{index}",
                "number": index + 1,
                **self.shown(row),
            }
            for index, row in enumerate(rows)
        ]
        return context

    def shown(self, row: dict[str, str]) -> dict[str, str]:
        """What the fields of a row show, when it is not what is stored."""
        return row

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:  # noqa: ARG002 -- Django's signature
        rows = []
        index = 0
        while f"{name}-{index}-{self.parts[0]}" in data:
            row = {part: words_in(data, f"{name}-{index}-{part}") for part in self.parts}
            rows.append(row)
            index += 1
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return f"{name}-0-{self.parts[0]}" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{self.parts[0]}" if id_ else ""


class CreditsWidget(RowsWidget):
    template_name = "licences/widgets/credits.html"
    parts = CREDIT_PARTS

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"roles": Role.choices}


class CreditsFormField(forms.Field):
    """Nobody's role is chosen for them, unless the form says which one nearly everybody means: `default_role`."""

    widget = CreditsWidget

    def __init__(self, *, default_role: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.default_role = default_role

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows = _read(value, self._row, called=_("Credit"))
        if self.required and not rows:
            raise forms.ValidationError(_("Write at least one name to credit."), code="required")
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _filled_in(initial) != _filled_in(data)

    def _row(self, row: dict[str, str]) -> dict[str, str]:
        (credit,) = _filled_in([row]) or [None]
        if credit is None:
            return {}
        credit["role"] = credit["role"] or self.default_role
        check_credit(credit)
        return credit


def _filled_in(rows: list[dict[str, str]] | None) -> list[dict[str, str]]:
    """The rows in which something was typed, each with all its parts; a role alone says nothing."""
    stripped = ({part: (row.get(part) or "").strip() for part in CREDIT_PARTS} for row in rows or [])
    return [row for row in stripped if row["name"] or row["url"]]


def _read(
    rows: list[dict[str, str]] | None, read: Callable[[dict[str, str]], dict[str, str]], *, called: Any
) -> list[dict[str, str]]:
    """Each row as it is stored, without those that say nothing. Raises ValidationError with the faults of all."""
    values, faults = [], []
    for index, row in enumerate(rows or []):
        try:
            values.append(read(row))
        except RowError as error:
            faults.append(error.at(index, called))
    if faults:
        raise forms.ValidationError(faults)
    return [row for row in values if row]


class SourcesWidget(RowsWidget):
    """A licence is typed or pasted, whatever its name or address: a list of six hundred in each row would be heavy."""

    template_name = "licences/widgets/sources.html"
    parts = (*TYPED, *NOT_TYPED)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        usual = [tool.label for tool in (*map(catalogue.get, catalogue.CURRENT), *licences_of_others())]
        return super().get_context(name, value, attrs) | {"kinds": SourceKind.choices, "usual_licences": usual}

    def shown(self, row: dict[str, str]) -> dict[str, str]:
        tool = catalogue.by_key().get(row.get("licence", ""))
        return row | {"licence": tool.label if tool else row.get("licence", "")}


class SourcesFormField(forms.Field):
    """How a source is used decides what its licence asks: nobody is answered before they have said it."""

    widget = SourcesWidget

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows = _read(value, _source, called=_("Source"))
        if self.required and not rows:
            raise forms.ValidationError(_("Name at least one source."), code="required")
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [_typed(row) for row in initial or []] != [_typed(row) for row in data or [] if _says_something(row)]


def _says_something(row: dict[str, str]) -> bool:
    """How it is used says nothing alone."""
    return any(row.get(part) for part in TYPED if part != "kind")


def _typed(row: dict[str, str]) -> dict[str, str]:
    tool = _licence_named(row.get("licence", "")).tool
    return {part: row.get(part, "").strip() for part in TYPED} | {"licence": tool.key if tool else ""}


def _source(row: dict[str, str]) -> dict[str, str]:
    """The row as it is stored. Raises RowError for a licence that names none for certain, and for what is not said."""
    if not _says_something(row):
        return {}
    words = row.get("licence", "")
    problem = _licence_named(words).problem if words else None
    if problem:
        name = row.get("title") or row.get("url")
        values = {"name": name, "words": words, "problem": problem.text(current_language())}
        raise RowError(_("The licence of “%(name)s”, “%(words)s”: %(problem)s"), part="licence", params=values)
    source = source_row(**_typed(row), **{part: row.get(part, "") for part in NOT_TYPED})
    check_source(source)
    return source


def _licence_named(words: str) -> Recognition:
    tool = catalogue.by_key().get(words)
    return Recognition(tool) if tool else recognise(words)
