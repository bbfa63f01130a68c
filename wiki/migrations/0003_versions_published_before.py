"""The history of pages that were published before it was public: from the journal, and what is live now."""

from __future__ import annotations

from django.db import migrations

CHUNK = 500


def note_past_versions(apps, _schema_editor):
    Version = apps.get_model("wiki", "Version")
    Page = apps.get_model("wagtailcore", "Page")
    numbers: dict[int, int] = {}
    last: dict[int, int] = {}
    rows = []

    def note(page, revision, at, user, name):
        if last.get(page) == revision:
            return
        numbers[page] = number = numbers.get(page, 0) + 1
        last[page] = revision
        kind = "edited" if number > 1 else "created"
        rows.append(
            Version(
                page_id=page, number=number, revision_id=revision, at=at, user_id=user, signature=name or "", kind=kind
            )
        )
        if len(rows) >= CHUNK:
            Version.objects.bulk_create(rows)
            rows.clear()

    for entry in _published(apps).iterator():
        note(*entry)
    live = Page.objects.filter(live=True, live_revision__isnull=False).order_by("pk").values_list(
        "pk", "live_revision", "last_published_at", "live_revision__created_at", "live_revision__user",
        "live_revision__user__display_name",
    )  # fmt: skip
    for page, revision, published, created, user, name in live.iterator():
        note(page, revision, published or created, user, name)
    Version.objects.bulk_create(rows)


def _published(apps):
    entries = apps.get_model("wagtailcore", "PageLogEntry").objects
    revisions = apps.get_model("wagtailcore", "Revision").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    published = entries.filter(
        action="wagtail.publish", revision__in=revisions.values("pk"), page__in=pages.values("pk")
    )
    return published.order_by("timestamp", "pk").values_list(
        "page_id", "revision_id", "timestamp", "revision__user_id", "revision__user__display_name"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0002_drafts_and_versions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(note_past_versions, migrations.RunPython.noop)]
