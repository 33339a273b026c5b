"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from speeches.proofreading.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speeches.settings")
application = get_wsgi_application()
# Whoever opens a draft first after a start should not wait for dictionaries.
Thread(target=warm_up, daemon=True).start()
