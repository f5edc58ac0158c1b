"""The names of those through whose hands a payment went."""

from collections.abc import Iterable

from people.models import User


def names_of_hands(labels: Iterable[str]) -> dict[str, str]:
    """Return the name of each person by label, empty labels aside; one query."""
    ids = [label.partition(":")[2] for label in labels if label]
    return {f"people.user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
