"""What the killed processes of a trial do: `python trials/acts.py VERB PREFIX [FOLDER]`, on the site in VAR_DIR.

Each verb goes on until it is killed, and prints a line as soon as a change is acknowledged: `live NAME`, `gone NAME`.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import django

django.setup()

from commons.guides.domain.import_guides import Options, import_guides  # noqa: E402 -- models come after the setup
from commons.guides.models import GuideIndexPage, GuidePage  # noqa: E402 -- the same

CREDITS = [{"name": "Awa Diallo", "role": "author", "url": ""}]
STEPS = [("step", {"title": "Accueil", "minutes": 5, "text": "", "note": "", "files": []})]


def say(word: str, name: str) -> None:
    print(word, name, flush=True)


def make(name: str) -> GuidePage:
    """As the editor does: added, then its revision, then published."""
    guide = GuidePage(title=f"Fiche {name}", slug=name, licence="cc-by-4.0", credits=CREDITS, steps=STEPS)
    GuideIndexPage.objects.get().add_child(instance=guide)
    guide.save_revision(clean=False).publish()
    return guide


def publish(prefix: str) -> None:
    for number in itertools.count():
        make(f"{prefix}{number}")
        say("live", f"{prefix}{number}")


def withdraw(prefix: str) -> None:
    """Publishes and withdraws by turns: unpublished, deleted, moved under another name."""
    for number in itertools.count():
        name = f"{prefix}{number}"
        guide = GuidePage.objects.get(pk=make(name).pk)
        say("live", name)
        if number % 2:
            guide.unpublish()
        else:
            guide.delete()
        say("gone", name)


def bring_in(prefix: str, folder: str) -> None:
    """Imports the guides of a folder, one acknowledged import each."""
    for path in sorted(Path(folder).glob(f"{prefix}*/guide.md")):
        report = import_guides(path, options=Options(format="markdown", publish=True))
        if report.refused or report.warnings:
            print(report.as_dict(), file=sys.stderr)
        say("live", path.parent.name)


if __name__ == "__main__":
    {"publish": publish, "withdraw": withdraw, "import": bring_in}[sys.argv[1]](*sys.argv[2:])
