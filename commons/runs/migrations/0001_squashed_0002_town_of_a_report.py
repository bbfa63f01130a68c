import commons.runs.models
import django.core.validators
import django.db.models.deletion
import licences.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('runs', '0001_initial'), ('runs', '0002_town_of_a_report')]

    dependencies = [
        ('library', '0001_initial'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ran_on', models.DateField(verbose_name='day')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('people', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='participants')),
                ('audience', models.CharField(blank=True, max_length=120, verbose_name='audience')),
                ('changed', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='what was changed')),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], default='fr', max_length=8)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('origin', models.CharField(blank=True, max_length=32)),
                ('form', models.CharField(editable=False, max_length=64, unique=True)),
                ('photo', models.FileField(blank=True, max_length=255, storage=commons.runs.models.waiting_photos, upload_to='')),
                ('photo_shows', models.CharField(blank=True, max_length=255)),
                ('photo_by', models.CharField(blank=True, max_length=120)),
                ('photo_licence', licences.fields.LicenceField(blank=True, verbose_name='licence')),
                ('state', models.CharField(choices=[('waiting', 'waits to be read'), ('shown', 'shown'), ('refused', 'not shown')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to=settings.WAGTAIL_PAGE_MODEL)),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.licensedimage')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
            ],
            options={
                'verbose_name': 'report of a workshop',
                'verbose_name_plural': 'reports of workshops',
                'ordering': ['-ran_on', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['page', 'state', '-ran_on'], name='run_of_a_page')],
            },
        ),
    ]
