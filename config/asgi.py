"""For an ASGI server, should one be preferred."""

import os

from django.core.asgi import get_asgi_application

from config.startup import CANNOT_LOAD, startup_errors_in_a_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
with startup_errors_in_a_sentence(status=CANNOT_LOAD):
    application = get_asgi_application()
