"""How allauth works here: no sign-up, traces in the trail, secrets sealed, our own words."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from audit.envelope import open_value, seal_value
from people.models import User
from portal.signin import lockout, traces

FRESH = 5 * 60  # seconds for which a typed password counts as just typed
_WAS_LOCKED = "percorsi.was_locked"
_CONTEXT = "portal.signin/second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signs in users that an administrator made."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail or password is not right."),
        "account_inactive": _("This account is closed."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("Type your present password."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes."),
        "rate_limited": _("Too many attempts. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by an administrator, or at the desk."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of attempts to the lock-out alone."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a failed attempt on an account that exists; a locked one is recorded once."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user is None or request.META.get(_WAS_LOCKED):
            return
        locked = not AxesProxyHandler.is_allowed(request, credentials)
        traces.note(user, traces.LOCKED if locked else traces.FAILED)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check the password, remembering whether the account was locked before."""
        request.META[_WAS_LOCKED] = not AxesProxyHandler.is_allowed(request, credentials)
        return super().authenticate(request, **credentials)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Check the password of somebody who is signed in."""
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, unless it was typed a moment ago to sign in."""
        records = get_authentication_records(self.request, self.request.user)
        typed = [record["at"] for record in records if record["method"] == "password"]
        return not typed or time.time() - max(typed) > FRESH

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and record it."""
        super().login(request, user)
        traces.note(user, traces.SIGNED_IN, facts={"factors": _factors(request, user)})

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Go on, remembering the device and without a greeting."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        lockout.remember_device(request, response, user.email)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Record the end of the session and close it."""
        if isinstance(request.user, User):
            traces.note(request.user, traces.SIGNED_OUT)
        super().logout(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages themselves say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: what happened to an account is in its stream of the trail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor sealed under the house key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        sealed = seal_value(text.encode(), key=settings.MASTER_KEY, context=_CONTEXT)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; BrokenEnvelope if it was changed."""
        sealed = base64.b64decode(encrypted_text)
        return open_value(sealed, key=settings.MASTER_KEY, context=_CONTEXT).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw nothing here: the picture is an address of its own, without inline data."""
        return ""


def _factors(request: HttpRequest, user: Any) -> list[str]:
    return sorted({str(record["method"]) for record in get_authentication_records(request, user)})
