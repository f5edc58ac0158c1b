"""The entry point for web servers; refuses to serve on an unsafe database."""

import os
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

_unsafe = import_module("audit.starting").unsafe()  # importable once the settings are read
if _unsafe:
    for sentence in _unsafe:
        print(f"percorsi: {sentence}", file=sys.stderr)
    sys.exit(3)
