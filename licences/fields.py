"""Three model fields: a licence of the catalogue, the credits of a work, and the works it is made from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from licences import forms
from licences.records.rows import check_credit, check_source


def validate_licence(key: str) -> None:
    try:
        catalogue.get(key)
    except catalogue.UnknownLicence as error:
        raise ValidationError(_("“%(key)s” is not a licence of the catalogue."), params={"key": key}) from error


def validate_credits(value: list[dict[str, str]]) -> None:
    """Each credit is {"name", "role", "url"}: a name at least, a role of the list, an http(s) address or none."""
    if not isinstance(value, list):
        raise ValidationError(_("Credits are a list of names with their roles."))
    for credit in value:
        check_credit(credit)


def validate_sources(value: list[dict[str, str]]) -> None:
    """Each has every part of `records.sources.PARTS`, a title or an address, and a licence that exists or none."""
    if not isinstance(value, list):
        raise ValidationError(_("Sources are a list of works."))
    for source in value:
        check_source(source)
        if source["licence"]:
            validate_licence(source["licence"])


class LicenceField(models.CharField):
    """Holds a key of the catalogue, or nothing while nobody has said. The catalogue lives in `legaltools`."""

    default_error_messages = {
        "blank": _("Choose a licence: without one nobody may reuse this, so it cannot be published.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 40
        kwargs.setdefault("verbose_name", _("licence"))
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_licence]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        errors = {"required": self.error_messages["blank"]}
        defaults = {"form_class": forms.LicenceChoiceField, "error_messages": errors, "required": not self.blank}
        defaults |= {
            "label": kwargs.pop("label", capfirst(self.verbose_name)),
            "help_text": kwargs.pop("help_text", self.help_text),
        }
        defaults |= {
            key: value for key, value in kwargs.items() if key in {"required", "initial", "widget", "disabled"}
        }
        return defaults.pop("form_class")(**defaults)


class WebAddressField(models.URLField):
    """An address of the web; one typed without a scheme is taken as https. Migrations see Django's own field."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class CreditsField(models.JSONField):
    """A list of credits: `[{"name": str, "role": Role, "url": str}]`, in the order to print."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_credits]

    def formfield(self, **kwargs: Any) -> Any:
        return forms.CreditsFormField(
            required=not self.blank and kwargs.get("required", True),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )


class SourcesField(models.JSONField):
    """The works it is made from, each with every part of `licences.records.sources.PARTS`, in the order to print."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_sources]

    def formfield(self, **kwargs: Any) -> Any:
        return forms.SourcesFormField(
            required=not self.blank and kwargs.get("required", True),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )
