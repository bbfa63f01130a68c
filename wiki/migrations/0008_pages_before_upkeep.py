"""What the pages that are public already are called, for links by title, and when they are to be read again."""

from __future__ import annotations

from itertools import islice

from django.db import migrations

from wiki.domain.upkeep import next_review
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


def plan_reviews(apps, _schema_editor):
    """Each page that is public now is to be read again one interval after it was last published."""
    Upkeep = apps.get_model("wiki", "Upkeep")
    live = apps.get_model("wagtailcore", "Page").objects.filter(live=True, last_published_at__isnull=False)
    rows = (
        Upkeep(page_id=page, review_on=next_review(published.date()))
        for page, published in live.order_by("pk").values_list("pk", "last_published_at").iterator()
    )
    while chunk := list(islice(rows, CHUNK)):
        Upkeep.objects.bulk_create(chunk)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0007_links_and_upkeep")]

    operations = [
        migrations.RunPython(note_names, migrations.RunPython.noop),
        migrations.RunPython(plan_reviews, migrations.RunPython.noop),
    ]
