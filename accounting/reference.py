"""The chart of accounts as reference data, loaded into an empty database by itself."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from accounting.accounts import F, G, Kind, book_of


class Line(NamedTuple):
    """One account of the chart, by its English name."""

    code: F | G
    name: str
    kind: Kind


CHART = (
    Line(F.APPROPRIATION, _("Appropriation"), Kind.MEMO),
    Line(F.AVAILABLE, _("Available"), Kind.MEMO),
    Line(F.RESERVED, _("Reserved"), Kind.MEMO),
    Line(F.COMMITTED, _("Committed"), Kind.MEMO),
    Line(F.PAYABLE, _("Payable"), Kind.MEMO),
    Line(F.PAID, _("Paid"), Kind.MEMO),
    Line(F.CLAIMED, _("Claimed"), Kind.MEMO),
    Line(F.VALIDATED, _("Validated"), Kind.MEMO),
    Line(F.CERTIFIED, _("Certified"), Kind.MEMO),
    Line(F.OWN_RESOURCES, _("Not eligible, own resources"), Kind.MEMO),
    Line(G.BANK, _("Bank, programme"), Kind.ASSET),
    Line(G.GUARANTEE_BANK, _("Bank, guarantee fund"), Kind.ASSET),
    Line(G.AUTHORITY_RECEIVABLE, _("Receivable from the managing authority"), Kind.ASSET),
    Line(G.PRINCIPAL, _("Loans, principal"), Kind.ASSET),
    Line(G.INTEREST, _("Loans, interest receivable"), Kind.ASSET),
    Line(G.FEES, _("Loans, fees and default interest receivable"), Kind.ASSET),
    Line(G.LOSS_ALLOWANCE, _("Loan-loss allowance"), Kind.CONTRA_ASSET),
    Line(G.ADVANCES, _("Advances to justify"), Kind.ASSET),
    Line(G.RECOVERIES, _("Recoveries receivable"), Kind.ASSET),
    Line(G.RECOVERY_INTEREST, _("Interest on recoveries"), Kind.ASSET),
    Line(G.GUARANTEE_RECEIVABLE, _("Receivable from the guarantee fund"), Kind.ASSET),
    Line(G.TRANSIT, _("Transit between subjects"), Kind.TRANSIT),
    Line(G.PARTICIPANTS, _("Payable to participants"), Kind.LIABILITY),
    Line(G.PROVIDERS, _("Payable to providers"), Kind.LIABILITY),
    Line(G.WITHHOLDINGS, _("Withholdings, INPS and INAIL"), Kind.LIABILITY),
    Line(G.OWED_TO_AUTHORITY, _("Due back to the managing authority"), Kind.LIABILITY),
    Line(G.PREFINANCING, _("Prefinancing from the managing authority"), Kind.LIABILITY),
    Line(G.REVOLVING_FUND, _("Revolving fund"), Kind.LIABILITY),
    Line(G.GUARANTEE_FUND, _("Guarantee fund"), Kind.LIABILITY),
    Line(G.OVERPAYMENTS, _("Over-payments to return"), Kind.LIABILITY),
    Line(G.UNALLOCATED_RECEIPTS, _("Receipts to allocate"), Kind.LIABILITY),
    Line(G.RETURNED_PAYMENTS, _("Returned payments to re-issue"), Kind.LIABILITY),
    Line(G.CONTRIBUTIONS, _("Programme contributions"), Kind.INCOME),
    Line(G.LOAN_INTEREST, _("Loan interest"), Kind.INCOME),
    Line(G.DEFAULT_INTEREST, _("Default interest"), Kind.INCOME),
    Line(G.RECOVERED_LOSSES, _("Recoveries of amounts written off"), Kind.INCOME),
    Line(G.ABATEMENTS, _("Abatements"), Kind.CONTRA_INCOME),
    Line(G.VOUCHERS, _("Voucher costs"), Kind.EXPENSE),
    Line(G.GRANTS, _("Start-up grants"), Kind.EXPENSE),
    Line(G.CREDIT_LOSSES, _("Credit losses"), Kind.EXPENSE),
    Line(G.ALLOWANCE_CHARGE, _("Allowance charge"), Kind.EXPENSE),
    Line(G.NOT_ELIGIBLE, _("Costs not eligible"), Kind.EXPENSE),
)


def load_accounts() -> int:
    """Add the accounts of the chart that are missing and return how many there were."""
    from accounting.models import Account

    known = set(Account.objects.values_list("code", flat=True))
    missing = [line for line in CHART if line.code.value not in known]
    Account.objects.bulk_create(
        Account(
            code=line.code.value,
            book=book_of(line.code.value).value,
            name=line.name,
            kind=line.kind.value,
        )
        for line in missing
    )
    return len(missing)


def load_after_migration(**_signal: Any) -> None:
    """Give a fresh database its chart of accounts."""
    load_accounts()
