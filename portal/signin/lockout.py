"""Counts failed attempts by account, without letting an attacker lock the owner out."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

# A device on which the owner has signed in before counts for itself (OWASP "device cookies"):
# strangers share one small number of attempts, the owner keeps their own.
COOKIE = "percorsi_device"
_SALT = "portal.signin.device"
_YEAR = 365 * 24 * 60 * 60


def bucket(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name an attempt is counted: the account, or the account on this device.

    The e-mail address itself never reaches the table of attempts.
    """
    email = (credentials or {}).get("email") or request.POST.get("login", "")
    account = _account(str(email))
    return f"{account}-device" if _is_known(request, account) else account


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Mark the browser as one on which the owner of the account has signed in."""
    value = signing.dumps(_account(email), salt=_SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _account(email: str) -> str:
    plain = email.strip().lower().encode()
    return hmac.new(settings.INDEX_KEY, b"signin:" + plain, hashlib.sha256).hexdigest()[:40]


def _is_known(request: HttpRequest, account: str) -> bool:
    try:
        value = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        return False
    return hmac.compare_digest(str(value), account)
