"""Records who signed in, failed to, and signed out, in a stream for each user."""

from collections.abc import Mapping

from audit.labels import label
from audit.trail import Draft, record_in_stream
from people.models import User
from portal import references

# The words of the trail; `signin.enrolled` is the second factor.
SIGNED_IN, FAILED, SIGNED_OUT = "signin.done", "signin.failed", "signin.out"
LOCKED, ENROLLED, LEFT = "signin.locked", "signin.enrolled", "signin.left_quickly"


def note(user: User, action: str, *, facts: Mapping[str, object] | None = None) -> None:
    """Append one event to the user's own stream; whoever tries a password is nobody yet."""
    known = action not in (FAILED, LOCKED)
    record_in_stream(
        Draft(
            actor=label(user) if known else "anonymous",
            role="",
            action=action,
            subject=label(user),
            facts=facts or {},
            request=references.current(),
        ),
        stream=f"auth:{user.pk}",
    )
