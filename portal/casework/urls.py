"""The addresses of those who carry a case."""

from django.urls import path

from dote.models import Month, ServiceLine
from portal.casework import approvals, case, desk, drafting, varying

urlpatterns = [
    path("scrivania/", desk.Desk.as_view(), name="officer_desk"),
    path("sportello/", desk.Desk.as_view(), name="operator_desk"),
    path("pratiche/", desk.Cases.as_view(), name="cases"),
    path("cerca/", desk.Search.as_view(), name="search"),
    path("doti/<str:pk>/", case.DotePage.as_view(), name="dote"),
    path("variazioni/<str:pk>/piano/", varying.DraftVariation.as_view(), name="draft_variation"),
    path("doti/<str:pk>/piano/", drafting.DraftPlan.as_view(), name="draft_plan"),
    path("servizi/<str:pk>/", case.PartPage.as_view(model=ServiceLine), name="service_line"),
    path("mensilita/<str:pk>/", case.PartPage.as_view(model=Month), name="month"),
    path("approvazioni/", approvals.Approvals.as_view(), name="approvals"),
    path("approvazioni/<str:pk>/", approvals.Decide.as_view(), name="decide"),
]
