"""The addresses of complaints."""

from django.urls import path

from portal.complaints import own, pages, taking

urlpatterns = [
    path("segnalazioni/", pages.Complaints.as_view(), name="complaints"),
    path("segnalazioni/<str:pk>/", pages.ComplaintPage.as_view(), name="complaint"),
    path("persone/<str:pk>/segnalazione/", taking.TakeComplaint.as_view(), name="take_complaint"),
    path("mia/segnalazioni/", own.OwnComplaints.as_view(), name="own_complaints"),
    path("mia/segnalazioni/nuova/", taking.MakeComplaint.as_view(), name="make_complaint"),
    path("mia/segnalazioni/<str:pk>/", own.OwnComplaint.as_view(), name="own_complaint"),
]
