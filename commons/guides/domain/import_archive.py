"""The guides of an archive that was carried away from this site or another: with their pictures, files and credits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from commons.guides.domain.import_guides import import_guides
from exporting.received import receive

if TYPE_CHECKING:
    from collections.abc import Callable

    from commons.guides.domain.import_options import Options
    from importing.report import Report


def import_archive(
    archive: Path, *, options: Options, progress: Callable[[int, str], None] = lambda _count, _source: None
) -> Report:
    """Import every guide of the archive, as `import_guides` does of a folder.

    Raises `exporting.received.NotReceived` when the archive is not as its inventory says, before anything is imported,
    and OSError when it cannot be read or laid out.
    """
    with tempfile.TemporaryDirectory(prefix="communs-import-") as name, archive.open("rb") as opened:
        receive(opened, into=Path(name))
        report = import_guides(Path(name), options=options, progress=progress)
    # Pages, credits and licences, made of the guides: nobody expects them to come in.
    report.passed_over = []
    return report
