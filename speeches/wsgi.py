"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speeches.settings")
application = get_wsgi_application()
# Whoever opens a draft first after a start should not wait for dictionaries. By name: it imports models,
# which are there only now.
Thread(target=import_string("speeches.drafting.warming.warm_up_and_learn"), daemon=True).start()
