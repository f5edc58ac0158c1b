"""The addresses of the auditor and of the books."""

from django.urls import path

from portal.audit_pages import (
    follow_pages,
    funnel_pages,
    identity,
    journal_pages,
    periods,
    reading_pages,
    trail_pages,
)

urlpatterns = [
    path("segui/", follow_pages.Follow.as_view(), name="follow"),
    path("segui/<str:label>/", follow_pages.FollowEuro.as_view(), name="follow_euro"),
    path("segui/<str:label>/identita/", identity.Reveal.as_view(), name="reveal_identity"),
    path("traccia/", trail_pages.Trail.as_view(), name="trail"),
    path("traccia/verifica/", trail_pages.VerifyTrail.as_view(), name="verify_trail"),
    path("traccia/bundle.zip", trail_pages.Bundle.as_view(), name="trail_bundle"),
    path("traccia/verifier.py", trail_pages.Script.as_view(), name="trail_script"),
    path("traccia/letture/", reading_pages.Readings.as_view(), name="readings"),
    path("imbuto/", funnel_pages.FunnelPage.as_view(), name="funnel"),
    path("giornale/", journal_pages.Journal.as_view(), name="journal"),
    path("giornale/<str:label>/", journal_pages.SubLedger.as_view(), name="sub_ledger"),
    path("bilancio/", journal_pages.TrialBalance.as_view(), name="trial_balance"),
    path("periodi/", periods.Periods.as_view(), name="periods"),
    path("periodi/<str:pk>/", periods.ActOnPeriod.as_view(), name="act_on_period"),
]
