"""What is true of a site, as a line of JSON: `python trials/facts.py`. With `mend`, after the checks mended it."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- models come after the setup

from commons.guides.domain.half_items import half_items  # noqa: E402 -- the same
from commons.guides.models import GuidePage  # noqa: E402 -- the same
from commons.library.domain.stored_files import lost, orphans  # noqa: E402 -- the same
from search.comparing import differences  # noqa: E402 -- the same
from search.engines.choice import current_engine  # noqa: E402 -- the same
from search.models import PendingDocument  # noqa: E402 -- the same


def main() -> None:
    if "mend" in sys.argv:
        call_command("check_site", "--repair", "--grace", "0", stdout=io.StringIO())
        call_command("check_search", "--repair", stdout=io.StringIO())
    slugs = {f"guide:{pk}": slug for pk, slug in GuidePage.objects.values_list("pk", "slug")}
    print(
        json.dumps(
            {
                "public": sorted(GuidePage.objects.live().public().values_list("slug", flat=True)),
                "found": sorted(slugs.get(id_, id_) for id_ in current_engine().contents() if id_.startswith("guide:")),
                "pending": PendingDocument.objects.count(),
                "unnoted": dict(differences()),
                "half": [f"{half.what}: {half.problem}" for half in half_items()],
                "orphans": orphans(older_than=timedelta()),
                "lost": [row.file for row in lost()],
            }
        )
    )


main()
