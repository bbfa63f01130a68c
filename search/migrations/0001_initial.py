import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PendingDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=50)),
                ("pk_text", models.CharField(max_length=100)),
                ("mark", models.UUIDField(default=uuid.uuid4)),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "item waiting to be indexed",
                "verbose_name_plural": "items waiting to be indexed",
                "ordering": ("attempts", "queued_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("type", "pk_text"), name="search_pending_document_once")
                ],
            },
        ),
    ]
