import community.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import wiki.models.following
import wiki.models.proposal
import wiki.models.unsaved_forms
import wiki.models.version
import wiki.models.writing_sessions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('wiki', '0001_initial'), ('wiki', '0002_drafts_and_versions'), ('wiki', '0003_versions_published_before'), ('wiki', '0004_history_of_a_person'), ('wiki', '0005_proposals'), ('wiki', '0006_following_and_discussion'), ('wiki', '0007_links_and_upkeep'), ('wiki', '0008_pages_before_upkeep'), ('wiki', '0009_signatures_and_hidden_versions'), ('wiki', '0010_writing_sessions'), ('wiki', '0011_unsaved_forms'), ('wiki', '0012_media_decisions'), ('wiki', '0013_run_reports')]

    initial = True

    dependencies = [
        ('community', '0002_squashed_0005_accounts_that_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accepted', 'proposal accepted'), ('adapted', 'proposal accepted with changes'), ('refused', 'proposal not accepted'), ('approved', 'page approved'), ('sent_back', 'changes asked of a page'), ('shown', 'message shown'), ('hidden', 'message hidden'), ('unseen', 'version hidden'), ('seen', 'version shown again'), ('run_shown', 'report of a workshop shown'), ('run_hidden', 'report of a workshop not shown'), ('raised', 'trust given'), ('lowered', 'trust taken back'), ('media_in', 'media item accepted'), ('media_out', 'media item not accepted'), ('media_off', 'media item withdrawn')], max_length=10)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('by_name', models.CharField(blank=True, max_length=150)),
                ('level', models.CharField(blank=True, max_length=20)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='trust_decisions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'decision of moderation',
                'verbose_name_plural': 'decisions of moderation',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], default='fr', max_length=8)),
                ('token', models.CharField(default=wiki.models.following.new_token, editable=False, max_length=43, unique=True)),
                ('taken', models.UUIDField(blank=True, null=True)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('retry_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follower', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'follower',
                'verbose_name_plural': 'followers',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('user__isnull', True)), name='one_follower_per_address'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('user__isnull', False)), models.Q(('user__isnull', True), models.Q(('email', ''), _negated=True)), _connector='OR'), name='follower_is_account_or_address')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=500)),
                ('rhythm', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('weekly', 'once a week')], default='at_once', max_length=10)),
                ('token', models.CharField(default=wiki.models.following.new_token, editable=False, max_length=43, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('since', models.BigIntegerField(default=0)),
                ('asks', models.BooleanField(default=False)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='wiki.follower')),
            ],
            options={
                'verbose_name': 'follow',
                'verbose_name_plural': 'follows',
                'ordering': ['-asked_at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['topic', 'key'], name='wiki_follow_of_a_topic')],
                'constraints': [models.UniqueConstraint(fields=('follower', 'topic', 'key'), name='followed_once')],
            },
        ),
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
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=80)),
                ('passage', models.CharField(blank=True, max_length=200)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('is_closed', models.BooleanField(default=False)),
                ('is_public', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to=settings.WAGTAIL_PAGE_MODEL)),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'discussion',
                'verbose_name_plural': 'discussions',
                'ordering': ['is_closed', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['page', 'is_closed', '-id'], name='wiki_thread_of_a_page')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField(max_length=2000)),
                ('state', models.CharField(choices=[('waiting', 'waits to be read'), ('shown', 'shown'), ('hidden', 'hidden')], default='shown', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('form', models.CharField(max_length=40, unique=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussion_messages', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='wiki.thread')),
            ],
            options={
                'verbose_name': 'message of a discussion',
                'verbose_name_plural': 'messages of discussions',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='UnsavedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=1000)),
                ('fields', models.JSONField()),
                ('by_itself', models.BooleanField(default=False)),
                ('stored_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved_forms', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'unsaved text',
                'verbose_name_plural': 'unsaved texts',
                'ordering': ['-stored_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='UnsavedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('field', models.CharField(max_length=200)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(blank=True, max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('file', models.FileField(max_length=255, storage=wiki.models.unsaved_forms.unsaved_storage, upload_to='')),
                ('stored_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved_files', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='wiki.unsavedform')),
            ],
            options={
                'verbose_name': 'unsaved file',
                'verbose_name_plural': 'unsaved files',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Upkeep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('signature', models.CharField(blank=True, max_length=150)),
                ('tested_on', models.DateField(blank=True, null=True)),
                ('review_on', models.DateField(blank=True, db_index=True, null=True)),
                ('reminded', models.JSONField(default=list)),
                ('follows', models.PositiveIntegerField(blank=True, null=True)),
                ('maintainers', models.ManyToManyField(blank=True, related_name='pages_looked_after', to=settings.AUTH_USER_MODEL)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='upkeep', to=settings.WAGTAIL_PAGE_MODEL)),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'upkeep of a page',
                'verbose_name_plural': 'upkeep of pages',
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('created', 'new page'), ('edited', 'change'), ('accepted', 'proposal accepted'), ('restored', 'earlier version restored'), ('undone', 'change undone'), ('imported', 'import')], default='edited', max_length=10)),
                ('signature', models.CharField(blank=True, max_length=150)),
                ('summary', models.CharField(blank=True, max_length=250)),
                ('is_minor', models.BooleanField(default=False)),
                ('patrolled_name', models.CharField(blank=True, max_length=150)),
                ('patrolled_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=500)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to=settings.WAGTAIL_PAGE_MODEL)),
                ('patrolled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('restores', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wiki.version')),
                ('revision', models.ForeignKey(on_delete=wiki.models.version.with_its_page, related_name='versions', to='wagtailcore.revision')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='versions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-at', '-pk'],
                'permissions': [('undo_person', 'Undo all the changes of a person'), ('hide_version', 'Hide a version of a page')],
                'indexes': [models.Index(fields=['-at', '-id'], name='wiki_version_newest'), models.Index(fields=['signature', '-at'], name='wiki_version_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='numbered_version_of_a_page')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('passage', models.CharField(blank=True, max_length=80)),
                ('word', models.TextField(blank=True, max_length=1000)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], default='fr', max_length=8)),
                ('origin', models.CharField(blank=True, db_index=True, max_length=32)),
                ('token', models.CharField(default=wiki.models.proposal.new_token, editable=False, max_length=32, unique=True)),
                ('form', models.CharField(editable=False, max_length=64, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting to be read'), ('asked', 'a question waits for its author'), ('accepted', 'accepted'), ('adapted', 'accepted with changes'), ('refused', 'not accepted'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('decided_name', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to=settings.WAGTAIL_PAGE_MODEL)),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='wiki.version')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['created_at', 'pk'],
                'permissions': [('review_proposal', 'Can review what others propose')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'asked'])), fields=['created_at', 'id'], name='wiki_proposal_open')],
            },
        ),
        migrations.CreateModel(
            name='ProposalMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(blank=True, max_length=150)),
                ('is_from_author', models.BooleanField(default=False)),
                ('text', models.TextField(max_length=1000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='wiki.proposal')),
            ],
            options={
                'verbose_name': 'message about a proposal',
                'verbose_name_plural': 'messages about a proposal',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notice', to='wiki.message')),
                ('version', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notice', to='wiki.version')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True)),
                ('handed_over', models.BooleanField(default=False)),
                ('follow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='wiki.follow')),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='wiki.follower')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='wiki.message')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='wiki.version')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('follower', 'version'), name='told_once'), models.UniqueConstraint(fields=('follower', 'message'), name='told_of_a_message_once')],
            },
        ),
        migrations.CreateModel(
            name='WritingSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, validators=[community.validators.one_line_of_text], verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=120, validators=[community.validators.one_line_of_text], verbose_name='place')),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.associationpage')),
                ('facilitator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='writing_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'writing session',
                'verbose_name_plural': 'writing sessions',
                'ordering': ['-opened_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('nonce', models.CharField(default=wiki.models.writing_sessions.new_nonce, editable=False, max_length=32)),
                ('digest', models.CharField(default=wiki.models.writing_sessions.no_code_yet, editable=False, max_length=64, unique=True)),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='wiki.writingsession')),
            ],
            options={
                'verbose_name': 'access of a writing session',
                'verbose_name_plural': 'accesses of a writing session',
                'ordering': ['number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('session', 'number'), name='numbered_seat_of_a_session')],
            },
        ),
        migrations.CreateModel(
            name='Writer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=80)),
                ('written_by', models.CharField(blank=True, max_length=80)),
                ('consent', models.TextField()),
                ('consented_at', models.DateTimeField()),
                ('consent_said_by', models.CharField(choices=[('self', 'the person'), ('facilitator', 'whoever wrote for them, as a witness')], max_length=12)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='writer', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writers', to='wiki.seat')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writers', to='wiki.writingsession')),
            ],
            options={
                'verbose_name': 'person of a writing session',
                'verbose_name_plural': 'people of a writing session',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('start', models.JSONField(blank=True, null=True)),
                ('title', models.CharField(blank=True, max_length=255)),
                ('fields', models.JSONField(default=list)),
                ('count', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drafts', to=settings.WAGTAIL_PAGE_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-changed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('page__isnull', False)), fields=('user', 'page'), name='one_draft_of_a_page_per_person')],
            },
        ),
    ]
