"""The addresses of start-up grants."""

from django.urls import path

from portal.grants import acts, applying, case, guarantee, own, rankings, reading, registry

urlpatterns = [
    path("contributi/", case.Grants.as_view(), name="grants"),
    path("contributi/<str:pk>/", case.GrantPage.as_view(), name="grant"),
    path("contributi/<str:pk>/lettori/", acts.AssignReader.as_view(), name="assign_reader"),
    path("contributi/parti/<str:kind>/<str:pk>/", case.PartPage.as_view(), name="grant_part"),
    path(
        "contributi/<str:pk>/garanzia/",
        guarantee.PresentGuarantee.as_view(),
        name="present_guarantee",
    ),
    path("contributi/tranche/<str:pk>/fattura/", acts.PresentInvoice.as_view(), name="invoice"),
    path("graduatorie/", rankings.Rankings.as_view(), name="rankings"),
    path("graduatorie/<str:pk>/", rankings.RankingPage.as_view(), name="ranking"),
    path("graduatorie/<str:pk>/registro/", registry.RegistryPage.as_view(), name="aid_registry"),
    path(
        "graduatorie/<str:pk>/registro/file/",
        registry.RegistryFile.as_view(),
        name="aid_registry_file",
    ),
    path("graduatorie/<str:pk>/verbali/", acts.KeepMinutes.as_view(), name="keep_minutes"),
    path("valutazioni/", reading.Readings.as_view(), name="readings_to_score"),
    path("il-mio-contributo/", applying.OwnGrants.as_view(), name="own_grants"),
    path(
        "il-mio-contributo/<str:pk>/piano/<str:page>/",
        applying.OwnPlan.as_view(),
        name="grant_plan",
    ),
    path("il-mio-contributo/<str:pk>/", own.OwnGrant.as_view(), name="own_grant"),
]
