"""The same rows two ways: by the engine, and by hand-written SQL on the bare cursor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from audit.canonical import canonical, sha256
from audit.identifiers import new_id
from dote import money
from dote.models import Month
from lifecycle.engine import perform
from tests import world as worlds
from tests.dote_path import REPORTED, DotePath, path

AT = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
_EVENT = (
    "INSERT INTO audit_event (stream, seq, at, actor, role, action, subject, source, target,"
    " content, hash, prev) VALUES (%s, %s, %s, %s, 'finance', 'clear', %s, 'approved',"
    " 'liquidated', %s, %s, %s)"
)
_ENTRY = (
    "INSERT INTO accounting_entry (id, posting, booked_on, value_on, recorded_at, root, part,"
    " event_stream, event_seq, size, reverses_id, reason, actor)"
    " VALUES (%s, 'LIQ', %s, %s, %s, %s, %s, %s, %s, 2, NULL, '', %s)"
)
_MOVEMENT = (
    "INSERT INTO accounting_movement (entry_id, number, book, debit_id, credit_id, cents,"
    " position_id, category_id, root, part, from_part)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s),"
    " (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_PAYABLE = (
    "INSERT INTO accounting_payable (id, root, part, payee, creditor, gross_cents, withheld_cents,"
    " net_cents, offset_cents, position_id, category_id, cost_option, quantity, unit, unit_cost_id,"
    " period_start, period_end, evidence, live, created_on, paid_on, returned, withheld_paid_on,"
    " cancelled_on) VALUES (%s, %s, %s, %s, %s, %s, 0, %s, 0, %s, %s, %s, NULL, '', NULL, %s, %s,"
    " '[]', %s, %s, NULL, %s, NULL, NULL)"
)


def months_to_clear() -> tuple[DotePath, list[Month]]:
    """Bring a dote to where twelve months are recognised and wait for clearance."""
    way = path(worlds.build())
    way.start_services(rent_months=10, work_months=2)
    return way, [_recognised(way, way.report(month)) for month in way.months()]


def taken_back(way: DotePath, month: Month) -> Month:
    """Undo a clearance by the real steps, so that the month can be cleared again."""
    row = perform(_read(month).take_back, by=way.world.giulia, on=REPORTED, reason="amount_wrong")
    return perform(row.approve, by=way.world.bruno, on=row.reported_on)


def by_engine(way: DotePath, month: Month) -> None:
    """Clear a month as the product does."""
    perform(month.clear, by=way.world.giulia, on=REPORTED)


def by_hand(month: Month) -> None:
    """Write the rows of a clearance with nothing asked and nothing built."""
    dote, line = month.dote, month.line
    label, root, giulia = month.label, dote.label, "people.user:00000000000000000000000000"
    with transaction.atomic(), connection.cursor() as cursor:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        cursor.execute(
            f"SELECT trail_seq, trail_head FROM dote_dote WHERE id = %s{lock}", [dote.pk]
        )
        seq, prev = cursor.fetchone()
        cursor.execute("SELECT state, recognised_cents FROM dote_month WHERE id = %s", [month.pk])
        _state, cents = cursor.fetchone()
        content = canonical({"stream": root, "seq": seq + 1, "subject": label, "prev": prev})
        head, entry = sha256(content), new_id()
        event = [root, seq + 1, AT, giulia, label, content, head, prev]
        cursor.execute(_EVENT, event)
        cursor.execute(
            "UPDATE dote_month SET state = 'liquidated', last_seq = %s WHERE id = %s",
            [seq + 1, month.pk],
        )
        cursor.execute(_ENTRY, [entry, REPORTED, REPORTED, AT, root, label, root, seq + 1, giulia])
        to = [line.position_id, line.offer.category_id, root, label]
        funnel = [entry, 1, "funnel", "F4", "F3", cents, *to, line.label]
        general = [entry, 2, "general", "5100", str(money.creditor(month)), cents, *to, label]
        cursor.execute(_MOVEMENT, [*funnel, *general])
        cursor.execute(_PAYABLE, _payable(month, cents))
        cursor.execute(
            "UPDATE dote_dote SET trail_seq = %s, trail_head = %s WHERE id = %s",
            [seq + 1, head, dote.pk],
        )


def _payable(month: Month, cents: int) -> list[Any]:
    offer = month.line.offer
    return [
        new_id(), month.dote.label, month.label, money.payee_of(month),
        str(money.creditor(month)), cents, cents, month.line.position_id, offer.category_id,
        offer.cost_option, month.starts_on, month.ends_on, True, REPORTED, False,
    ]  # fmt: skip


def _recognised(way: DotePath, month: Month) -> Month:
    month = perform(month.check_month, by=way.world.anna, on=month.reported_on)
    approved: Month = perform(month.approve, by=way.world.bruno, on=month.reported_on)
    return _read(approved)


def _read(month: Month) -> Month:
    rows = Month.objects.as_system().select_related("line__offer", "line__agreement", "dote")
    found: Month = rows.get(pk=month.pk)
    return found
