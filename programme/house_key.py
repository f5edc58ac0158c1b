"""The key of what belongs to no participant: derived from the master key, never stored."""

import hmac

from django.conf import settings

_PURPOSE = b"percorsi: what belongs to no participant"


def house_key() -> bytes:
    """Return the 32 bytes under which secrets of providers and the like are sealed."""
    return hmac.digest(settings.MASTER_KEY, _PURPOSE, "sha256")
