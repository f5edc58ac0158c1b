"""The addresses of the participant."""

from django.urls import path

from portal.participant import account, application, handing_in, home, month, pact, plan, standing

urlpatterns = [
    path("mia/", home.Home.as_view(), name="participant_home"),
    path("mia/documenti/", home.Files.as_view(), name="own_files"),
    path("mia/messaggi/", home.Messages.as_view(), name="own_messages"),
    path("mia/chi-ha-guardato/", home.Readings.as_view(), name="own_readings"),
    path("mia/piano/", plan.OwnPlans.as_view(), name="own_plans"),
    path("mia/piano/<str:pk>/", plan.OwnPlan.as_view(), name="own_plan"),
    path("mia/conto/", account.Account.as_view(), name="own_account"),
    path("mia/domanda/", application.Apply.as_view(), name="apply"),
    path(
        "mia/domanda/<str:pk>/permesso/",
        application.Attach.as_view(kind="permit", number=2, following="apply_referral"),
        name="apply_permit",
    ),
    path(
        "mia/domanda/<str:pk>/segnalazione/",
        application.Attach.as_view(kind="referral", number=3, following="apply_review"),
        name="apply_referral",
    ),
    path("mia/domanda/<str:pk>/controlla/", handing_in.Review.as_view(), name="apply_review"),
    path("mia/domanda/<str:pk>/ricevuta/", handing_in.Receipt.as_view(), name="apply_receipt"),
    path("mia/doti/<str:pk>/", standing.OwnDote.as_view(), name="own_dote"),
    path("mia/doti/<str:pk>/patto/", pact.Pact.as_view(), name="own_pact"),
    path("mia/mensilita/<str:pk>/", month.OwnMonth.as_view(), name="own_month"),
]
