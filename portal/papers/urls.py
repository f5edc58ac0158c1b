"""The addresses of files."""

from django.urls import path

from portal.papers import views

urlpatterns = [
    path("consegna/<str:model_label>/<str:pk>/", views.HandIn.as_view(), name="hand_in"),
    path("prove/<str:pk>/", views.ReadEvidence.as_view(), name="evidence"),
    path("atti/<str:pk>/", views.ReadDocument.as_view(), name="document"),
]
