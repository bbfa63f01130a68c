"""Licences, credits and sources in the words that a reviewer compares."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.admin.compare import register_comparison_class

from legaltools import catalogue
from licences.enums import Role
from licences.fields import CreditsField, LicenceField, SourcesField
from licences.forms import describe
from licences.records.sources import SourceKind
from web.languages import current_language
from wiki.diff.comparisons import WordsComparison

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _line(parts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, parts))


def _label(key: str) -> str:
    return describe(key, current_language()) if key in catalogue.by_key() else key


class LicenceComparison(WordsComparison):
    def words(self, value: str) -> str:
        return _label(value) if value else ""


def _version(dated: str) -> str:
    if not dated:
        return ""
    return gettext("version of %(day)s") % {"day": date_format(date.fromisoformat(dated), "DATE_FORMAT")}


class CreditsComparison(WordsComparison):
    def words(self, value: Iterable[Mapping[str, Any]] | None) -> str:
        roles = dict(Role.choices)
        return "\n".join(
            _line([row.get("name"), str(roles.get(row.get("role", ""), "")), row.get("url")]) for row in value or ()
        )


class SourcesComparison(WordsComparison):
    def words(self, value: Iterable[Mapping[str, Any]] | None) -> str:
        kinds = dict(SourceKind.choices)
        return "\n".join(
            _line(
                [
                    row.get("title"),
                    row.get("authors"),
                    str(kinds.get(row.get("kind", ""), "")),
                    _label(row.get("licence", "")),
                    row.get("url"),
                    _version(row.get("dated", "")),
                ]
            )
            for row in value or ()
        )


def register() -> None:
    register_comparison_class(LicenceField, comparison_class=LicenceComparison)
    register_comparison_class(CreditsField, comparison_class=CreditsComparison)
    register_comparison_class(SourcesField, comparison_class=SourcesComparison)
