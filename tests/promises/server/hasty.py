"""The planted defect of the kills: a server that says a clearance is done, and has not done it."""

from collections.abc import Iterable
from typing import Any

from tests.frozen_wsgi import application as real


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as if it were done; everything but a clearance is."""
    if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].endswith("/passi/clear/"):
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return []
    answer: Iterable[bytes] = real(environ, start_response)
    return answer
