"""A form whose file was chosen and that did not pass shows the file again, chosen already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from wiki.domain.unsaved_forms import delete_unsaved_files, store_unsaved_file, unsaved_file

if TYPE_CHECKING:
    from community.models import User
    from wiki.models import UnsavedFile

    Base = forms.Form
else:
    Base = object


class _ShowsWhatIsKept:
    """Goes before the class of a file's widget."""

    kept: UnsavedFile | None = None

    def use_required_attribute(self, initial: Any) -> bool:
        return self.kept is None and super().use_required_attribute(initial)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        html = super().render(name, value, attrs, renderer)
        if self.kept is None:
            return html
        return mark_safe(html + render_to_string("wiki/unsaved_file.html", {"name": name, "kept": self.kept}))  # noqa: S308 -- both are templates'


class StoresFiles(Base):
    """Goes before a form with files. `keeper` is the person who sends it; nobody else gets the file back."""

    keeper: User | None = None

    def __init__(self, *args: Any, keeper: User | None = None, **kwargs: Any) -> None:
        self.keeper = keeper or kwargs.get("user")
        super().__init__(*args, **kwargs)
        self._kept: dict[str, UnsavedFile] = {}
        if self.is_bound and self.keeper is not None:
            self._take_files_chosen_before()

    def _file_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]

    def _take_files_chosen_before(self) -> None:
        for name in self._file_fields():
            key = self.add_prefix(name)
            kept = None if self.files.get(key) else unsaved_file(self.keeper, self.data.get(f"{key}-kept", ""))
            if kept is not None:
                self.files = self.files.copy()
                self.files[key] = kept.upload()
                self._kept[name] = kept

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.keeper is not None and self._errors:
            self._keep_what_was_chosen()

    def _keep_what_was_chosen(self) -> None:
        for name in self._file_fields():
            upload = self.files.get(self.add_prefix(name))
            if not upload or name in self._errors:
                continue
            kept = self._kept.get(name) or store_unsaved_file(user=self.keeper, field=name, upload=upload)
            if kept is not None:
                self._kept[name] = kept
                self._show(name, kept)

    def _show(self, name: str, kept: UnsavedFile) -> None:
        widget = self.fields[name].widget
        if not isinstance(widget, _ShowsWhatIsKept):
            widget.__class__ = type(f"Kept{type(widget).__name__}", (_ShowsWhatIsKept, type(widget)), {})
        widget.kept = kept

    def save(self, *args: Any, **kwargs: Any) -> Any:
        saved = super().save(*args, **kwargs)
        self.delete_own_unsaved_files()
        return saved

    def delete_own_unsaved_files(self) -> None:
        """Once they are where they belong."""
        delete_unsaved_files(self._kept.values())
        self._kept = {}
