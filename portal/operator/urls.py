"""The addresses of the operator."""

from django.urls import path

from portal.operator import acts, person, persons, plans, registering, sheet

urlpatterns = [
    path("persone/", persons.Persons.as_view(), name="persons"),
    path("persone/nuova/", registering.NewPerson.as_view(), name="person_new"),
    path("persone/<str:pk>/", person.Person.as_view(), name="person"),
    path("persone/<str:pk>/consensi/", acts.GiveConsent.as_view(), name="consent_give"),
    path("persone/<str:pk>/revoche/", acts.WithdrawConsent.as_view(), name="consent_withdraw"),
    path("persone/<str:pk>/domande/", acts.ApplyFor.as_view(), name="apply_for"),
    path("persone/<str:pk>/conto/", acts.AskAccount.as_view(), name="person_account"),
    path("persone/<str:pk>/piano/", plans.WritePlan.as_view(), name="plan_new"),
    path("piani/<str:pk>/", plans.Plan.as_view(), name="plan"),
    path("mensilita/<str:pk>/foglio/", sheet.MonthSheet.as_view(), name="month_sheet"),
]
