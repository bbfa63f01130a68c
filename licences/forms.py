"""Form fields that choose a licence and write credits, without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licences.core import catalogue
from licences.roles import Role

BLANK_ROWS = 2
PARTS = ("name", "role", "url")


def licence_choices() -> list[tuple[str, Any]]:
    """Today's licences first; the rest of the catalogue, old versions and ports, behind them."""
    language = get_language() or "fr"
    current = [(key, describe(key, language)) for key in catalogue.CURRENT]
    known = {*catalogue.CURRENT}
    others = [tool for tool in catalogue.all_tools() if tool.key not in known]
    elsewhere = [tool for tool in others if not tool.is_cc]
    older = [tool for tool in others if tool.is_cc]
    return [
        ("", _("Choose a licence")),
        (_("The licences of today"), current),
        (_("Other licences and statements"), [(tool.key, tool.name(language)) for tool in elsewhere]),
        (_("Older versions and national versions"), [(tool.key, tool.label) for tool in older]),
    ]


def describe(key: str, language: str) -> str:
    tool = catalogue.get(key)
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{tool.label}{colon}{tool.name(language)}"


class LicenceChoiceField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=licence_choices, **kwargs)


class CreditsWidget(forms.Widget):
    """Rows of name, role and link, with empty rows at the end to add more."""

    template_name = "licences/widgets/credits.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value or [], attrs)
        rows = [*(value or []), *({} for _blank in range(BLANK_ROWS))]
        context["rows"] = [
            {
                "prefix": f"{name}-{index}",
                "id": f"{context['widget']['attrs'].get('id', name)}-{index}",
                "number": index + 1,
                **row,
            }
            for index, row in enumerate(rows)
        ]
        context["roles"] = Role.choices
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:  # noqa: ARG002 -- Django's signature
        rows = []
        index = 0
        while f"{name}-{index}-name" in data:
            row = {part: data.get(f"{name}-{index}-{part}", "").strip() for part in PARTS}
            rows.append(row)
            index += 1
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return f"{name}-0-name" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-name" if id_ else ""


class CreditsFormField(forms.Field):
    widget = CreditsWidget

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows = _filled_in(value)
        if self.required and not rows:
            raise forms.ValidationError(_("Write at least one name to credit."), code="required")
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _filled_in(initial) != _filled_in(data)


def _filled_in(rows: list[dict[str, str]] | None) -> list[dict[str, str]]:
    """The rows in which something was typed, each with all its parts; a role alone is what the list shows at first."""
    typed = [row for row in rows or [] if row.get("name") or row.get("url")]
    return [
        {"name": row.get("name", ""), "role": row.get("role") or Role.AUTHOR.value, "url": row.get("url", "")}
        for row in typed
    ]
