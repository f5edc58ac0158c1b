"""Which accounts each posting of the catalogue may touch: the table that `check_books` reads."""

from accounting.accounts import F, G

Legs = frozenset[tuple[str, str]]

_LOAN = (G.PRINCIPAL, G.INTEREST, G.FEES)
_COSTS = (G.VOUCHERS, G.GRANTS, G.ADVANCES, G.PRINCIPAL)
_CREDITORS = (G.PARTICIPANTS, G.PROVIDERS)
_DEBTS = (G.RECOVERIES, G.RECOVERY_INTEREST)


def _flows(*pairs: tuple[F, F]) -> Legs:
    """Return the legs of funnel moves given as (source, target)."""
    return frozenset((target.value, source.value) for source, target in pairs)


def _legs(debits: tuple[G, ...] | G, credits: tuple[G, ...] | G) -> Legs:
    """Return every (debit, credit) of those accounts."""
    debits = (debits,) if isinstance(debits, G) else debits
    credits = (credits,) if isinstance(credits, G) else credits
    return frozenset((debit.value, credit.value) for debit in debits for credit in credits)


_NOT_ELIGIBLE = _legs(G.NOT_ELIGIBLE, _COSTS)

LEGS: dict[str, Legs] = {
    "APP": _flows((F.APPROPRIATION, F.AVAILABLE)),
    "TRF": _flows((F.AVAILABLE, F.APPROPRIATION), (F.APPROPRIATION, F.AVAILABLE)),
    "RAP": _flows((F.APPROPRIATION, F.AVAILABLE)),
    "RES": _flows((F.AVAILABLE, F.RESERVED)),
    "URES": _flows((F.RESERVED, F.AVAILABLE)),
    "COM": _flows((F.RESERVED, F.COMMITTED), (F.AVAILABLE, F.COMMITTED)),
    "DECOM": _flows((F.COMMITTED, F.AVAILABLE)),
    "LIQ": _flows((F.COMMITTED, F.PAYABLE)) | _legs(_COSTS, (*_CREDITORS, G.WITHHOLDINGS)),
    "ULIQ": _flows((F.PAYABLE, F.COMMITTED))
    | _legs((*_CREDITORS, G.WITHHOLDINGS, G.RETURNED_PAYMENTS), _COSTS),
    "PAY": _flows((F.PAYABLE, F.PAID)) | _legs(_CREDITORS, G.BANK),
    "WHT": _flows((F.PAYABLE, F.PAID)) | _legs(G.WITHHOLDINGS, G.BANK),
    "RET": _flows((F.PAID, F.PAYABLE)) | _legs(G.BANK, G.RETURNED_PAYMENTS),
    "REISS": _flows((F.PAYABLE, F.PAID)) | _legs(G.RETURNED_PAYMENTS, G.BANK),
    "CLR": _legs(G.GRANTS, G.ADVANCES),
    "UCLR": _legs(G.ADVANCES, G.GRANTS),
    "CLM": _flows((F.PAID, F.CLAIMED)),
    "UCLM": _flows((F.CLAIMED, F.PAID), (F.CLAIMED, F.AVAILABLE)),
    "SCO": _flows((F.AVAILABLE, F.CLAIMED), (F.PAID, F.OWN_RESOURCES)) | _NOT_ELIGIBLE,
    "VAL": _flows((F.CLAIMED, F.VALIDATED)),
    "UVAL": _flows((F.VALIDATED, F.CLAIMED)),
    "CUT": _flows((F.CLAIMED, F.OWN_RESOURCES)) | _NOT_ELIGIBLE,
    "DROP": _flows((F.PAID, F.OWN_RESOURCES), (F.COMMITTED, F.OWN_RESOURCES)) | _NOT_ELIGIBLE,
    "CERT": _flows((F.VALIDATED, F.CERTIFIED)),
    "DECERT": _flows((F.CERTIFIED, F.VALIDATED)),
    "MA-A": _legs(G.AUTHORITY_RECEIVABLE, (G.CONTRIBUTIONS, G.REVOLVING_FUND)),
    "MA-R": _legs((G.BANK, G.PREFINANCING), G.AUTHORITY_RECEIVABLE),
    "MA-P": _legs(G.BANK, G.PREFINANCING),
    "INT": _legs(G.INTEREST, G.LOAN_INTEREST),
    "DEF": _legs(G.FEES, G.DEFAULT_INTEREST),
    "RCV": _legs(G.BANK, G.UNALLOCATED_RECEIPTS),
    "ALL": _legs(G.UNALLOCATED_RECEIPTS, _LOAN),
    "RVR": _legs(G.UNALLOCATED_RECEIPTS, G.BANK) | _legs(_LOAN, G.UNALLOCATED_RECEIPTS),
    "OVP": _legs(G.UNALLOCATED_RECEIPTS, G.OVERPAYMENTS),
    "OVR": _legs(G.OVERPAYMENTS, G.BANK),
    "WAI": _legs(G.ABATEMENTS, (G.INTEREST, G.FEES)),
    "CAP": _legs(G.PRINCIPAL, (G.INTEREST, G.FEES)),
    "ALW": _legs(G.ALLOWANCE_CHARGE, G.LOSS_ALLOWANCE)
    | _legs(G.LOSS_ALLOWANCE, G.ALLOWANCE_CHARGE),
    "WOF": _legs((G.LOSS_ALLOWANCE, G.CREDIT_LOSSES), _LOAN),
    "RWO": _legs(G.BANK, (G.RECOVERED_LOSSES, G.REVOLVING_FUND)),
    "GCL": _legs(G.GUARANTEE_RECEIVABLE, (G.PRINCIPAL, G.INTEREST)),
    "GPD": _legs(G.BANK, G.GUARANTEE_RECEIVABLE) | _legs(G.GUARANTEE_FUND, G.GUARANTEE_BANK),
    "SUR": _legs(G.RECOVERIES, G.GUARANTEE_FUND),
    "GSH": _legs(G.GUARANTEE_BANK, G.BANK),
    "STL": _legs((G.UNALLOCATED_RECEIPTS, G.LOSS_ALLOWANCE, G.CREDIT_LOSSES), _LOAN),
    "REV": _flows(
        (F.PAID, F.OWN_RESOURCES), (F.CLAIMED, F.OWN_RESOURCES), (F.VALIDATED, F.OWN_RESOURCES)
    )
    | _legs(G.RECOVERIES, (G.VOUCHERS, G.GRANTS, G.ADVANCES)),
    "REVI": _legs(G.RECOVERY_INTEREST, G.OWED_TO_AUTHORITY),
    "REC": _legs(G.BANK, _DEBTS),
    "OFF": _flows((F.PAYABLE, F.PAID)) | _legs(_CREDITORS, _DEBTS),
    "OFR": _legs(_DEBTS, G.OVERPAYMENTS),
    "TRD": _legs(G.TRANSIT, _DEBTS) | _legs(_DEBTS, G.TRANSIT),
    "IRR": _legs(G.CREDIT_LOSSES, _DEBTS),
    "BACK": _flows((F.VALIDATED, F.OWN_RESOURCES))
    | _legs(G.CONTRIBUTIONS, G.OWED_TO_AUTHORITY)
    | _legs(G.OWED_TO_AUTHORITY, (G.BANK, G.AUTHORITY_RECEIVABLE))
    | _NOT_ELIGIBLE,
}
