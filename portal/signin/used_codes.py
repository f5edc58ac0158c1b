"""Takes each code of the telephone once: neither a code already used nor an older one again.

allauth remembers a used code for half a minute in a cache; a code that is taken a step early or
late stays valid for longer, so the last step used is kept with the secret (RFC 6238, 5.2).
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import transaction

LAST = "last_step"


@transaction.atomic
def take(authenticator: Authenticator, code: str) -> bool:
    """Keep the step of a code that is right; False when it is not newer than the last one used."""
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step(locked, code)
    if step is None or step <= locked.data.get(LAST, 0):
        return False
    locked.data[LAST] = step
    locked.save(update_fields=["data"])
    return True


def _step(authenticator: Authenticator, code: str) -> int | None:
    """Return the newest half minute whose code this is, None if it is of none that counts."""
    secret = get_adapter().decrypt(authenticator.data["secret"])
    shown = code.replace(" ", "").replace("-", "")
    steps = [
        step
        for step in yield_hotp_counters_from_time()
        if format_hotp_value(hotp_value(secret, step)) == shown
    ]
    return max(steps, default=None)
