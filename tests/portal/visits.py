"""Browsers that are signed in, with the second factor where it is obligatory."""

import time
from collections.abc import Callable

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client

from people.models import User

Visit = Callable[[User | None], Client]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User, *, second_factor: bool = True) -> Client:
    """Return a browser signed in as the user, as after password and code."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    methods = ["password", "mfa"] if second_factor else ["password"]
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in methods
    ]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client
