"""The addresses of start-up grants."""

from django.urls import path

from portal.grants import acts, case, own, rankings, reading

urlpatterns = [
    path("contributi/", case.Grants.as_view(), name="grants"),
    path("contributi/<str:pk>/", case.GrantPage.as_view(), name="grant"),
    path("contributi/<str:pk>/lettori/", acts.AssignReader.as_view(), name="assign_reader"),
    path("contributi/parti/<str:kind>/<str:pk>/", case.PartPage.as_view(), name="grant_part"),
    path("contributi/tranche/<str:pk>/fattura/", acts.PresentInvoice.as_view(), name="invoice"),
    path("graduatorie/", rankings.Rankings.as_view(), name="rankings"),
    path("graduatorie/<str:pk>/", rankings.RankingPage.as_view(), name="ranking"),
    path("graduatorie/<str:pk>/verbali/", acts.KeepMinutes.as_view(), name="keep_minutes"),
    path("valutazioni/", reading.Readings.as_view(), name="readings_to_score"),
    path("il-mio-contributo/<str:pk>/", own.OwnGrant.as_view(), name="own_grant"),
]
