import licences.fields
from django.db import migrations, models

LICENSED = ("guidepage", "licenseddocument", "licensedimage", "licensedmedia")


def rows(title, url):
    """The one source that the old fields could name."""
    known = {"title": title, "url": url, "kind": "adaptation"}
    return [{"title": "", "authors": "", "url": "", "licence": "", "kind": "", "item": ""} | known]


def keep_sources(apps, schema_editor):
    """A guide's address of origin was that of what it adapts; a file's is where the file itself was found, and stays."""
    for name in LICENSED:
        model = apps.get_model("commons", name)
        for item in model.objects.exclude(source_title="", source_url="").iterator():
            if name == "guidepage" or item.source_title:
                item.sources = rows(item.source_title, item.source_url)
                item.source_url = "" if name == "guidepage" else item.source_url
                item.save(update_fields=["sources", "source_url"])


def keep_sources_of_drafts(apps, schema_editor):
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type__app_label="commons", content_type__model="guidepage").iterator():
        title, url = revision.content.pop("source_title", ""), revision.content.get("source_url", "")
        if title or url:
            revision.content |= {"sources": rows(title, url), "source_url": ""}
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("commons", "0003_imports"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="sources",
                field=licences.fields.SourcesField(
                    blank=True,
                    default=list,
                    help_text="The works that this adapts, translates or takes from, each with its own licence.",
                    verbose_name="made from",
                ),
            )
            for name in LICENSED
        ),
        *(
            migrations.AddField(
                model_name=name, name="licence_confirmed", field=models.JSONField(blank=True, default=dict, editable=False)
            )
            for name in LICENSED
        ),
        migrations.AddField(
            model_name="importrecord",
            name="stated_licence",
            field=models.CharField(blank=True, max_length=500, verbose_name="licence as the source says it"),
        ),
        migrations.RunPython(keep_sources, migrations.RunPython.noop),
        migrations.RunPython(keep_sources_of_drafts, migrations.RunPython.noop),
        *(migrations.RemoveField(model_name=name, name="source_title") for name in LICENSED),
    ]
