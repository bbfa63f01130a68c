import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import licences.fields
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('library', '0002_media_items'), ('library', '0003_media_language'), ('library', '0004_papers'), ('library', '0005_media_uploads'), ('library', '0006_remembered_imports')]

    dependencies = [
        ('community', '0002_squashed_0005_accounts_that_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('library', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='MediaUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'not offered yet'), ('waiting', 'waits to be read'), ('asked', 'a question waits for you'), ('refused', 'not accepted')], db_index=True, default='draft', max_length=10)),
                ('kind', models.CharField(choices=[('image', 'Image'), ('document', 'Document'), ('sound', 'Sound'), ('video', 'Video')], max_length=10)),
                ('file', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=150)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('stated', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('word', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(1000)])),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media_uploads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file being added',
                'verbose_name_plural': 'files being added',
                'ordering': ['stored_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='UsualLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('licence', licences.fields.LicenceField(verbose_name='licence')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'usual licence',
                'verbose_name_plural': 'usual licences',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LinkedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('licence', licences.fields.LicenceField(db_index=True, help_text='What others may do with it. If it is not yours, the licence its author chose.', verbose_name='licence')),
                ('credits', licences.fields.CreditsField(blank=True, default=list, help_text='Who made it: people or associations, each with what they did.', verbose_name='credits')),
                ('source_url', models.URLField(blank=True, help_text='Address of the original, when this was not made here.', max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='where it comes from')),
                ('sources', licences.fields.SourcesField(blank=True, default=list, help_text='The works that this adapts, translates or takes from, each with its own licence.', verbose_name='made from')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1000), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                ('changes', models.CharField(blank=True, help_text='“Cropped”, “translated from English”…', max_length=500, verbose_name='what was changed')),
                ('licence_confirmed', models.JSONField(blank=True, default=dict, editable=False)),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='name in addresses')),
                ('kind', models.CharField(choices=[('image', 'Image'), ('document', 'Document'), ('sound', 'Sound'), ('video', 'Video')], max_length=10, verbose_name='kind')),
                ('file_url', models.CharField(blank=True, max_length=1000, verbose_name='address of the file')),
                ('facts', models.JSONField(blank=True, default=dict, editable=False)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'work elsewhere',
                'verbose_name_plural': 'works elsewhere',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='TaggedLinkedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='library.linkedwork', verbose_name='work elsewhere')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_links', to='library.tag', verbose_name='tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_object', 'tag'), name='tag_once_on_a_linked_work')],
            },
        ),
        migrations.AddField(
            model_name='linkedwork',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.TaggedLinkedWork', to='library.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='MediaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='name in addresses')),
                ('kind', models.CharField(choices=[('image', 'Image'), ('document', 'Document'), ('sound', 'Sound'), ('video', 'Video')], max_length=10, verbose_name='kind')),
                ('licence', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('sha256', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('hashed_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('facts', models.JSONField(blank=True, default=dict, editable=False)),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered to the pool on')),
                ('is_public', models.BooleanField(default=False, editable=False)),
                ('public_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English'), ('br', 'Breton'), ('ar', 'Arabic'), ('de', 'German'), ('es', 'Spanish'), ('it', 'Italian'), ('pt', 'Portuguese'), ('tr', 'Turkish'), ('uk', 'Ukrainian')], default='fr', max_length=8, verbose_name='language')),
                ('description', models.TextField(blank=True, help_text='What it shows or says, where and when: what somebody who looks for it would type.', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='description')),
                ('transcript', models.TextField(blank=True, help_text='Of a sound or a video: its words, for whoever cannot hear it.', validators=[django.core.validators.MaxLengthValidator(50000)], verbose_name='transcript')),
                ('made_with', models.CharField(blank=True, help_text='Which one, when a program made it or a part of it from a description. The page says so.', max_length=120, verbose_name='made with an AI')),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='media_items', to='community.associationpage', verbose_name='association')),
                ('collection', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='media_item', to='library.licenseddocument')),
                ('image', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='media_item', to='library.licensedimage')),
                ('media', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='media_item', to='library.licensedmedia')),
                ('themes', models.ManyToManyField(blank=True, related_name='media_items', to='library.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'media item',
                'verbose_name_plural': 'media items',
                'indexes': [models.Index(fields=['is_public', '-public_since', '-id'], name='public_media_newest'), models.Index(fields=['is_public', 'kind', '-public_since', '-id'], name='public_media_of_a_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('image__isnull', False), ('kind', 'image'), ('media', None)), models.Q(('document__isnull', False), ('image', None), ('kind', 'document'), ('media', None)), models.Q(('document', None), ('image', None), ('kind__in', ['sound', 'video']), ('media__isnull', False)), _connector='OR'), name='media_item_has_one_file')],
            },
        ),
        migrations.CreateModel(
            name='PicturedPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('nobody', 'Nobody can be recognised'), ('agreed', 'The people who can be recognised agreed'), ('parents', 'Among them are minors: their parents agreed too'), ('not_asked', 'Not asked yet')], max_length=10)),
                ('said_at', models.DateTimeField(auto_now=True)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.mediaitem')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answer about people pictured',
                'verbose_name_plural': 'answers about people pictured',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PictureHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dhash', models.CharField(max_length=16)),
                ('hashed_name', models.CharField(max_length=255)),
                ('band_0', models.PositiveIntegerField(db_index=True, null=True)),
                ('band_1', models.PositiveIntegerField(db_index=True, null=True)),
                ('band_2', models.PositiveIntegerField(db_index=True, null=True)),
                ('band_3', models.PositiveIntegerField(db_index=True, null=True)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='picture_hash', to='library.mediaitem')),
            ],
        ),
        migrations.CreateModel(
            name='TaggedMediaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='library.mediaitem', verbose_name='media item')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_media', to='library.tag', verbose_name='tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_object', 'tag'), name='tag_once_on_a_media_item')],
            },
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='library.TaggedMediaItem', to='library.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='MediaImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=400, unique=True)),
                ('file', models.CharField(blank=True, max_length=400)),
                ('digest', models.CharField(max_length=64)),
                ('left', models.CharField(blank=True, max_length=64)),
                ('imported_at', models.DateTimeField(auto_now=True)),
                ('linked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='library.linkedwork')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='library.mediaitem')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('item', None), ('linked', None), _connector='OR'), name='media_import_made_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='LicenceRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True)),
                ('title', models.CharField(max_length=255)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('licence', models.CharField(blank=True, max_length=40)),
                ('credits', models.JSONField(default=list)),
                ('sources', models.JSONField(default=list)),
                ('source_url', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kind', models.CharField(choices=[('own', 'its author’s own work'), ('address', 'read at an address'), ('inside', 'read inside the file'), ('email', 'written in a letter'), ('import', 'read in an imported file'), ('steward', 'decided by a steward'), ('stated', 'said without more')], default='stated', max_length=10)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('seen_on', models.DateField(null=True)),
                ('statement', models.CharField(blank=True, max_length=1000)),
                ('change', models.CharField(choices=[('first', 'first statement'), ('people', 'other credits or sources'), ('relicensed', 'its author gives it under another licence'), ('corrected', 'the licence said before was wrong')], default='first', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='licence_records', to='library.mediaitem')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['item', '-id'], name='licence_record_newest')],
            },
        ),
        migrations.CreateModel(
            name='LicenceConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sameness', models.CharField(choices=[('bytes', 'the same bytes'), ('near', 'nearly the same picture')], max_length=10)),
                ('first_licence', models.CharField(max_length=40)),
                ('second_licence', models.CharField(max_length=40)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(blank=True, choices=[('first', 'The first is right'), ('second', 'The second is right'), ('both', 'Both are: its author gives it under the two'), ('neither', 'Neither is known for certain'), ('different', 'These are two works'), ('agreed', 'The two came to say the same')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('settled_at', models.DateTimeField(db_index=True, null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts_as_first', to='library.mediaitem')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts_as_second', to='library.mediaitem')),
            ],
            options={
                'ordering': ['-pk'],
                'permissions': [('settle_licences', 'Can settle which licence of a file is right')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second', 'first_licence', 'second_licence'), name='conflict_of_licences_once')],
            },
        ),
        migrations.CreateModel(
            name='FileHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('of', models.CharField(choices=[('sent', 'The file as it was sent'), ('stored', 'The file of the library'), ('rendition', 'A size that pages show'), ('download', 'A download, with the licence inside')], max_length=10)),
                ('detail', models.CharField(blank=True, max_length=255)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hashes', to='library.mediaitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'sha256'), name='hash_once_on_a_media_item')],
            },
        ),
    ]
