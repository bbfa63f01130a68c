from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="pendingdocument", name="retry_at", field=models.DateTimeField(blank=True, null=True)
        ),
    ]
