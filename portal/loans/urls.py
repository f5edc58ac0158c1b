"""The addresses of loans."""

from django.urls import path

from portal.loans import (
    arrears,
    asking,
    case,
    committee,
    contract,
    own,
    parts,
    plan_download,
    portfolio,
    receipt_lists,
    what_if,
)

urlpatterns = [
    path("prestiti/", portfolio.Portfolio.as_view(), name="loans"),
    path("prestiti/arretrati/", arrears.Arrears.as_view(), name="loan_arrears"),
    path("prestiti/comitato/", committee.CommitteeDesk.as_view(), name="committee_desk"),
    path("incassi/", receipt_lists.Receipts.as_view(), name="loan_receipts"),
    path("prestiti/<str:pk>/", case.LoanPage.as_view(), name="loan"),
    path("prestiti/<str:pk>/valutazione/", parts.Assess.as_view(), name="assess_loan"),
    path("prestiti/<str:pk>/voto/", parts.CastVote.as_view(), name="vote_on_loan"),
    path("mia/prestito/", asking.AskLoan.as_view(), name="ask_loan"),
    path("mia/prestiti/<str:pk>/", own.OwnLoan.as_view(), name="own_loan"),
    path("mia/prestiti/<str:pk>/prova/", what_if.TryLoan.as_view(), name="try_loan"),
    path("mia/prestiti/<str:pk>/contratto/", contract.OwnContract.as_view(), name="own_contract"),
    path("mia/prestiti/<str:pk>/piano/", plan_download.OwnPlan.as_view(), name="own_plan_file"),
]
