"""The entry point for web servers; refuses to serve on an unsafe database."""

import os
import sys

from django.core import checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

_errors = [
    found
    for found in checks.run_checks(
        tags=["percorsi"], databases=["default"], include_deployment_checks=True
    )
    if found.is_serious()
]
if _errors:
    for found in _errors:
        print(f"percorsi: {found.msg} {found.hint or ''}".rstrip(), file=sys.stderr)
    sys.exit(3)
