"""The addresses of signing in; allauth's others (sign-up, e-mail, social) do not exist here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare
from django.urls import path

from portal.signin import views

urlpatterns = [
    path("", account.login, name="account_login"),
    path("uscita/", account.logout, name="account_logout"),
    path("chiuso/", account.account_inactive, name="account_inactive"),
    path("conferma/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("codice/", mfa.authenticate, name="mfa_authenticate"),
    path("codice/conferma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("secondo-fattore/", mfa.index, name="mfa_index"),
    path("secondo-fattore/attiva/", views.enrol, name="mfa_activate_totp"),
    path("secondo-fattore/immagine.svg", views.picture, name="second_factor_picture"),
    path("codici-di-riserva/", spare.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "codici-di-riserva/nuovi/",
        spare.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
