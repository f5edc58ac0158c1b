"""Addresses of the project: the health page, and the portal's own."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import health

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("", include("portal.urls")),
]
