"""Whether the folder of the index can be used, told before anybody searches."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from search.engines.base import ConfigurationProblem

if TYPE_CHECKING:
    from pathlib import Path


def folder_problems(folder: Path) -> list[ConfigurationProblem]:
    """Nothing when the folder, or the nearest above it that exists, can be written."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return []
    message = f"SEARCH_INDEX_DIR ({folder}) cannot be written: {nearest} does not let this program in."
    return [ConfigurationProblem(message, "Give the folder to the user that runs the site.")]
