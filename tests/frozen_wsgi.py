"""The product's web application with its clock stopped, for browsers that look at another day."""

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from audit import clock
from config.wsgi import application as real
from tests.server import INSTANT


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as the product would at the instant that the environment gives."""
    with clock.fixed(datetime.fromisoformat(os.environ[INSTANT]), name="test"):
        answer: Iterable[bytes] = real(environ, start_response)
        return answer
