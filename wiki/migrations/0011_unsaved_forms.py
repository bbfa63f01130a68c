"""What was typed and could not be saved is called so: the rows and their files stay."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wiki", "0010_writing_sessions")]

    operations = [
        migrations.RenameModel("KeptForm", "UnsavedForm"),
        migrations.RenameModel("KeptFile", "UnsavedFile"),
        migrations.RenameField("UnsavedForm", "kept_at", "stored_at"),
        migrations.RenameField("UnsavedFile", "kept_at", "stored_at"),
        migrations.AlterModelOptions(
            name='unsavedfile',
            options={'ordering': ['pk'], 'verbose_name': 'unsaved file', 'verbose_name_plural': 'unsaved files'},
        ),
        migrations.AlterModelOptions(
            name='unsavedform',
            options={'ordering': ['-stored_at', '-pk'], 'verbose_name': 'unsaved text', 'verbose_name_plural': 'unsaved texts'},
        ),
        migrations.AlterField(
            model_name='unsavedfile',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved_files', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='unsavedform',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved_forms', to=settings.AUTH_USER_MODEL),
        ),
    ]
