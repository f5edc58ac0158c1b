"""Lays out pages with WeasyPrint, which is loaded only here and sees only our own assets."""

import logging
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.rendering import ASSETS

TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".css": "text/css"}

log = logging.getLogger(__name__)


class RefusedAddressError(ValueError):
    """Raised for any address but data: and asset:."""


class AssetFetcher(URLFetcher):
    """Gives what is in `documents/assets` (asset:name) and data: addresses; refuses and counts."""

    def __init__(self) -> None:
        """Allow no protocol that leaves the process."""
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.refused = 0

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return an asset or inline data; raise RefusedAddressError for anything else."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme == "asset" and parts.path in _assets():
            kind = TYPES[Path(parts.path).suffix]
            return URLFetcherResponse(url, _assets()[parts.path], {"Content-Type": kind})
        self.refused += 1
        # Not the address: it may hold what somebody typed.
        log.warning("a paper asked for an address of kind %r, which is refused", parts.scheme)
        raise RefusedAddressError("papers load nothing but their own assets")


fetcher = AssetFetcher()


@cache
def _assets() -> dict[str, bytes]:
    """Return the assets by name: the list is closed, so no name can lead elsewhere."""
    return {
        path.relative_to(ASSETS).as_posix(): path.read_bytes()
        for path in sorted(ASSETS.rglob("*"))
        if path.suffix in TYPES
    }


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _styles() -> CSS:
    return CSS(string=_assets()["paper.css"].decode(), font_config=_fonts(), url_fetcher=fetcher)


def lay_out(html: str) -> Document:
    """Return the laid-out pages of one HTML document."""
    page = HTML(string=html, base_url="asset:", url_fetcher=fetcher)
    return page.render(font_config=_fonts(), stylesheets=[_styles()])
