"""What treasury has in hand about a case: payments in batches, told to whoever would close it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from lifecycle.registries import open_matters
from programme.money import format_amount
from treasury.models import PaymentLine
from treasury.states import ON_ITS_WAY


def payments_on_their_way(subject: str) -> Iterator[str]:
    """Yield a sentence for each payment of a case, or of a part of it, that is in a batch."""
    lines = PaymentLine.objects.as_system().filter(
        Q(payable__root=subject) | Q(payable__part=subject), state__in=ON_ITS_WAY
    )
    for line in lines.select_related("batch").order_by("id"):
        yield _("The payment of %(amount)s is in batch %(reference)s.") % {
            "amount": format_amount(line.cents),
            "reference": line.batch.reference,
        }


def register_all() -> None:
    """Let closing and settling ask what treasury has in hand."""
    open_matters.register("treasury", payments_on_their_way)
