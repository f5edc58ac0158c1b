"""What payments pay, as a calculation: debts and payments in, shares and credit out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from microcredit.allocation import (
    Across,
    Allocation,
    Component,
    Debt,
    Order,
    Share,
    after,
    allocate,
)
from microcredit.calc.fields import Answer, Case, cents, choice, day, euros, inputs, items, whole


def calculate(case: Case) -> Answer:
    """Return what each payment paid.

    ``due`` is a list of instalments (``nr``, ``costs``, ``default_interest``, ``interest``,
    ``principal``, perhaps ``due_date``); then ``payment`` in euros as text, or ``payments``
    (``date``, ``amount``), used in the order of their dates. ``order`` lists the four
    components, ``across`` says ``instalments`` (oldest first) or ``components``. Returns
    ``allocation`` and ``credit_left``; of several payments also ``instalments`` with
    ``paid``, ``in_advance``, ``late`` and ``outstanding``.
    """
    given = inputs(case)
    debts = [_debt(each) for each in items(given, "due")]
    order = _order(given)
    if "payments" not in given:
        found = allocate(debts, cents(given, "payment"), order=order)
        return {"allocation": _shares(found.shares), "credit_left": euros(found.left)}
    return _many(debts, given, order)


def _many(debts: list[Debt], given: Case, order: Order) -> Answer:
    payments = sorted(
        ((day(each, "date"), cents(each, "amount")) for each in items(given, "payments")),
        key=lambda payment: payment[0],
    )
    left, open_debts, told = 0, debts, []
    paid: dict[int, list[tuple[date, int]]] = {debt.nr: [] for debt in debts}
    for on, amount in payments:
        found: Allocation = allocate(open_debts, amount, order=order)
        open_debts, left = after(open_debts, found.shares), left + found.left
        for share in found.shares:
            paid[share.nr].append((on, share.total))
        told.append({"date": on.isoformat(), "allocation": _shares(found.shares)})
    return {
        "payments": told,
        "instalments": [_instalment(debt, paid[debt.nr]) for debt in debts],
        "credit_left": euros(left),
    }


def _debt(each: Case) -> Debt:
    parts = {component: cents(each, component, "0.00") for component in Component}
    due_on = day(each, "due_date") if "due_date" in each else None
    return Debt(whole(each, "nr"), parts, due_on)


def _order(given: Case) -> Order:
    names = given.get("order", list(Order().components))
    across = choice(Across, given, "across", Across.INSTALMENTS)
    if not isinstance(names, list) or not set(names) <= set(Component):
        raise ValueError("order: costs, default_interest, interest and principal, each once")
    return Order(tuple(Component(name) for name in names), across)


def _shares(shares: Sequence[Share]) -> list[Answer]:
    return [
        {"nr": share.nr, **{str(part): euros(share.cents.get(part, 0)) for part in Component}}
        for share in shares
    ]


def _instalment(debt: Debt, paid: Sequence[tuple[date, int]]) -> Answer:
    due_on = debt.due_on
    total = sum(amount for _, amount in paid)
    return {
        "nr": debt.nr,
        "paid": euros(total),
        "in_advance": euros(sum(amount for on, amount in paid if due_on and on < due_on)),
        "late": euros(sum(amount for on, amount in paid if due_on and on > due_on)),
        "outstanding": euros(debt.total - total),
    }
