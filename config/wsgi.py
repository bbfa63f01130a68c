"""What gunicorn runs: `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from config.startup import CANNOT_LOAD, startup_errors_in_a_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
with startup_errors_in_a_sentence(status=CANNOT_LOAD):
    application = get_wsgi_application()
