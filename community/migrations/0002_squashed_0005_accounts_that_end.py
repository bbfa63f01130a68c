import community.validators
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import search.publishing
import wagtail.fields
import web.page_views
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('community', '0002_associations'), ('community', '0003_logos_and_members'), ('community', '0004_name_in_history'), ('community', '0005_accounts_that_end')]

    dependencies = [
        ('community', '0001_initial'),
        ('library', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AssociationIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of associations',
                'verbose_name_plural': 'lists of associations',
            },
            bases=(search.publishing.PublishedWhole, web.page_views.ContextFrom, 'wagtailcore.page'),
        ),
        migrations.AlterField(
            model_name='user',
            name='display_name',
            field=models.CharField(help_text='The name that signs your contributions. A first name is enough.', max_length=120, validators=[community.validators.one_line_of_text], verbose_name='displayed name'),
        ),
        migrations.CreateModel(
            name='AssociationPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('one_sentence', models.CharField(max_length=200, verbose_name='in one sentence')),
                ('description', wagtail.fields.RichTextField(blank=True, verbose_name='description')),
                ('territory', models.CharField(blank=True, help_text='Neighbourhood, town or area.', max_length=120, verbose_name='territory')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.licensedimage', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'association',
                'verbose_name_plural': 'associations',
            },
            bases=(search.publishing.PublishedWhole, web.page_views.ContextFrom, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='AssociationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(max_length=80, verbose_name='label')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('association', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='community.associationpage')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='a word')),
                ('state', models.CharField(choices=[('open', 'waiting for an answer'), ('accepted', 'accepted'), ('refused', 'refused')], default='open', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked on')),
                ('answer', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered on')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='access_requests', to='community.associationpage', verbose_name='association')),
            ],
            options={
                'verbose_name': 'request for access',
                'verbose_name_plural': 'requests for access',
                'default_permissions': ('change', 'view'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('user',), name='one_open_request_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('role', models.CharField(choices=[('member', 'member'), ('coordinator', 'coordinator')], default='member', max_length=20, verbose_name='role')),
                ('association', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='community.associationpage')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('association', 'user'), name='one_membership_per_person')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='name_in_history',
            field=models.CharField(choices=[('displayed', 'With my displayed name'), ('other', 'With another name'), ('none', 'Without a name')], default='displayed', max_length=10, verbose_name='name in the history'),
        ),
        migrations.AddField(
            model_name='user',
            name='other_name',
            field=models.CharField(blank=True, max_length=120, validators=[community.validators.one_line_of_text], verbose_name='another name'),
        ),
        migrations.AddField(
            model_name='user',
            name='ends_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
