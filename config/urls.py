"""Addresses of the project: the health page, and the portal's own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config.health import health

urlpatterns: list[URLPattern | URLResolver] = [path("health/", health, name="health")]
if find_spec("portal.urls"):
    urlpatterns.append(path("", include("portal.urls")))
