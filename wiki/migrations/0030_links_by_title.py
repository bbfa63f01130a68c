import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0010_proposals'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=250)),
                ('title', models.CharField(max_length=200)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'link by title',
                'verbose_name_plural': 'links by title',
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='mention_in_a_page_once')],
            },
        ),
        migrations.CreateModel(
            name='PageName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=250)),
                ('rank', models.PositiveSmallIntegerField(choices=[(0, 'title'), (1, 'end of the address'), (2, 'earlier title')])),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'name of a page',
                'verbose_name_plural': 'names of pages',
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='name_of_a_page_once')],
            },
        ),
    ]
