"""The rules of files that contributors add, for the other doors of the library: the administration, files of a step."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from commons.library.domain.facts import read_file
from commons.library.domain.file_formats import check_file
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.uploads import clean

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def check_document(path: Path, name: str) -> None:
    """Raises FileRefused, with a sentence, for bytes that disagree with the name and for a file that runs something."""
    found, _name = check_file(path, name)
    if found.name == "PDF" and read_file(path, found.kind).facts.get("programs"):
        raise FileRefused(_("This PDF holds a program (JavaScript): print it into a new PDF, and send that one."))


def checked_upload(upload: UploadedFile[Any]) -> UploadedFile[Any]:
    """The same file, or one without its place, under the same name. Raises FileRefused."""
    name = safe_name(upload.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending_of(name)}"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        check_document(path, name)
        changed = clean(path, check_file(path, name)[0])
        upload.seek(0)
        return SimpleUploadedFile(name, path.read_bytes(), upload.content_type or "") if changed else upload
