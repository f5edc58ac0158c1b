"""The addresses of the side procedures."""

from django.urls import path

from portal.procedures import answering, lists, opening, own, pages

urlpatterns = [
    path("procedimenti/", lists.Procedures.as_view(), name="procedures"),
    path("procedimenti/voci/<str:pk>/", answering.AnswerItem.as_view(), name="answer_item"),
    path("procedimenti/<str:kind>/<str:pk>/", pages.ProcedurePage.as_view(), name="procedure"),
    path(
        "procedimenti/<str:kind>/<str:pk>/aggiungi/<str:part>/",
        opening.AddPart.as_view(),
        name="add_part",
    ),
    path(
        "pratiche/<str:model_label>/<str:pk>/apri/<str:kind>/",
        opening.OpenProcedure.as_view(),
        name="open_procedure",
    ),
    path("mia/richieste/<str:pk>/", own.OwnRequest.as_view(), name="own_request"),
    path(
        "mia/procedimenti/<str:kind>/<str:pk>/",
        own.OwnProcedure.as_view(),
        name="own_procedure",
    ),
]
