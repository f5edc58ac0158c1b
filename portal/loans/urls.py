"""The addresses of loans."""

from django.urls import path

from portal.loans import case, own, parts, portfolio

urlpatterns = [
    path("prestiti/", portfolio.Portfolio.as_view(), name="loans"),
    path("prestiti/<str:pk>/", case.LoanPage.as_view(), name="loan"),
    path("prestiti/<str:pk>/valutazione/", parts.Assess.as_view(), name="assess_loan"),
    path("prestiti/<str:pk>/voto/", parts.CastVote.as_view(), name="vote_on_loan"),
    path("mia/prestito/", own.AskLoan.as_view(), name="ask_loan"),
    path("mia/prestiti/<str:pk>/", own.OwnLoan.as_view(), name="own_loan"),
]
