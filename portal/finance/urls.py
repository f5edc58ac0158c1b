"""The addresses of finance and treasury."""

from django.urls import path

from portal.finance import accounts, batches, payables, withholdings

urlpatterns = [
    path("da-pagare/", payables.Payables.as_view(), name="payables"),
    path("distinte/nuova/", payables.OpenBatch.as_view(), name="open_batch"),
    path("distinte/", batches.Batches.as_view(), name="batches"),
    path("distinte/<str:pk>/", batches.BatchPage.as_view(), name="batch"),
    path("distinte/<str:pk>/riempi/", batches.Fill.as_view(), name="fill_batch"),
    path("distinte/<str:pk>/esiti/", batches.EnterOutcomes.as_view(), name="enter_outcomes"),
    path("pagamenti/<str:pk>/", batches.LinePage.as_view(), name="payment_line"),
    path("ritenute/", withholdings.Withholdings.as_view(), name="withholdings"),
    path("ritenute/nuovo/", withholdings.OpenRemittance.as_view(), name="open_remittance"),
    path("ritenute/<str:pk>/", withholdings.RemittancePage.as_view(), name="remittance"),
    path("conti/", accounts.AccountChanges.as_view(), name="account_changes"),
    path("conti/<str:pk>/", accounts.AccountChange.as_view(), name="account_change"),
]
