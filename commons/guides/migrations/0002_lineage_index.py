from __future__ import annotations

from typing import Any

from django.db import migrations


def note_derivations(apps: Any, _schema_editor: Any) -> None:
    """Guides that are public already, as publishing notes them from now on."""
    guides = apps.get_model("guides", "GuidePage").objects.filter(live=True)
    rows = {}
    for guide in guides.values("pk", "sources", "translation_of").iterator(chunk_size=500):
        item = f"guide:{guide['pk']}"
        rows |= {(item, row["item"]): row["kind"] for row in reversed(guide["sources"]) if row.get("item")}
        if guide["translation_of"]:
            rows[item, f"guide:{guide['translation_of']}"] = "translation"
    derivation = apps.get_model("lineage", "Derivation")
    found = [derivation(item=item, source=source, kind=kind) for (item, source), kind in rows.items() if item != source]
    derivation.objects.bulk_create(found, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial"), ("lineage", "0001_initial")]

    operations = [migrations.RunPython(note_derivations, migrations.RunPython.noop)]
