"""What pages are called, for links by title; what is public already is found from the first day."""

from __future__ import annotations

from django.db import migrations

from wiki.titles import key_of

CHUNK = 500
TITLE, ADDRESS = 0, 1


def note_names(apps, _schema_editor):
    PageName = apps.get_model("wiki", "PageName")
    rows = []
    live = apps.get_model("wagtailcore", "Page").objects.filter(live=True, depth__gt=2)
    for page, title, slug in live.order_by("pk").values_list("pk", "title", "slug").iterator():
        names = {key_of(slug): ADDRESS} | {key_of(title): TITLE}
        rows += [PageName(page_id=page, key=key, rank=rank) for key, rank in names.items()]
        if len(rows) >= CHUNK:
            PageName.objects.bulk_create(rows)
            rows.clear()
    PageName.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0030_links_by_title")]

    operations = [migrations.RunPython(note_names, migrations.RunPython.noop)]
