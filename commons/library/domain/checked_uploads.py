"""The rules of files that contributors add, for the other doors of the library: the administration, files of a step."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commons.library.domain.cleaning import clean
from commons.library.domain.file_formats import check_file
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.uploads import read_checked

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from commons.library.domain.file_formats import FileFormat


def check_document(path: Path, name: str) -> None:
    """As for what contributors send. Raises FileRefused, with a sentence.

    Bytes that disagree with the name, a PDF that no reader understands or that runs something, a sound that breaks off.
    """
    _checked(path, name)


def _checked(path: Path, name: str) -> FileFormat:
    found, _name = check_file(path, name)
    read_checked(path, found)
    return found


def checked_upload(upload: UploadedFile[Any]) -> UploadedFile[Any]:
    """The same file, or one without its place, under the same name. Raises FileRefused."""
    name = safe_name(upload.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending_of(name)}"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        changed = clean(path, _checked(path, name))
        upload.seek(0)
        return SimpleUploadedFile(name, path.read_bytes(), upload.content_type or "") if changed else upload
