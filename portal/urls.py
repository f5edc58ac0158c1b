"""The addresses of the portal."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal import health, views
from portal.guide import views as guide
from portal.steps import StepView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("salute/", health.salute, name="salute"),
    path("lingua/", views.language, name="language"),
    path("esci-subito/", views.leave_now, name="leave_now"),
    path("accessibilita/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("accesso/", include("portal.signin.urls")),
    path("", include("portal.today.urls")),
    path("", include("portal.casework.urls")),
    path("", include("portal.loans.urls")),
    path("", include("portal.procedures.urls")),
    path("", include("portal.complaints.urls")),
    path("", include("portal.grants.urls")),
    path("", include("portal.papers.urls")),
    path("", include("portal.participant.urls")),
    path("", include("portal.operator.urls")),
    path("", include("portal.finance.urls")),
    path("", include("portal.reporting.urls")),
    path("", include("portal.audit_pages.urls")),
    path("", include("portal.rules.urls")),
    path(
        "pratiche/<str:model_label>/<str:pk>/passi/<str:command>/",
        StepView.as_view(),
        name="step",
    ),
]
if settings.DEBUG or settings.DEMONSTRATION:
    urlpatterns.append(path("guida/componenti", guide.components, name="components"))
