"""What is running: a mark that changes with the code, the templates and the sentences that draw pages."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import django
import wagtail
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
DRAWS = (".py", ".html", ".mo", ".json", ".yml", ".svg", ".typ", ".ttf", ".opf", ".xhtml", ".css")
# Beside the apps.
FOLDERS = ("legaltools", "locale", "markup", "templates")
SHOWN_SETTINGS = ("BASE_URL", "SITE_NAME", "LANGUAGE_CODE", "LANGUAGES", "MEDIA_URL", "TIME_ZONE")


@lru_cache(maxsize=1)
def release() -> str:
    """Worked out once a process, from the size and time of each file: a newer release draws everything anew."""
    apps = [name.partition(".")[0] for name in settings.INSTALLED_APPS]
    folders = sorted({name for name in (*apps, *FOLDERS, "markup") if (ROOT / name).is_dir()})
    files = sorted(path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in DRAWS)
    parts = [django.__version__, wagtail.__version__, *(repr(getattr(settings, name)) for name in SHOWN_SETTINGS)]
    for path in files:
        stat = path.stat()
        parts.append(f"{path.relative_to(ROOT)} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
