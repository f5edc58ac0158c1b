"""The posting catalogue transcribed by hand from the specification, as the tests' own truth.

A leg is "debit / credit", of the whole sum, of the withheld fifth or of the net rest. The funnel's
Fx→Fy is debit Fy, credit Fx.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounting import catalogue
from accounting.catalogue import Dimensions, F, G, LoanSplit, Posting

Build = Callable[[int, Dimensions], Posting]
WHOLE, NET, HELD = "whole", "net", "held"


@dataclass(frozen=True)
class Line:
    """One way to use a posting: how the code builds it, and what it must book."""

    code: str
    build: Build
    legs: tuple[tuple[str, str, str], ...]

    @property
    def source(self) -> str:
        """Return the funnel account that the posting takes from, or nothing."""
        return next((credit for debit, credit, _ in self.legs if debit.startswith("F")), "")

    def amounts(self, cents: int) -> list[tuple[str, str, int]]:
        """Return (debit, credit, cents) of each leg that is not zero."""
        share = {WHOLE: cents, NET: cents - cents // 5, HELD: cents // 5}
        return [(debit, credit, share[of]) for debit, credit, of in self.legs if share[of]]


def _line(code: str, build: Build, *legs: str) -> Line:
    return Line(code, build, tuple(_leg(leg) for leg in legs))


def _leg(text: str) -> tuple[str, str, str]:
    accounts, _, share = text.partition(":")
    debit, credit = accounts.split("/")
    return debit, credit, share or WHOLE


def _two(cents: int) -> LoanSplit:
    return LoanSplit(principal=cents - cents // 5, interest=cents // 5)


LINES: dict[str, Line] = {
    "appropriation": _line("APP", catalogue.appropriate, "F1/F0"),
    "loan returns": _line("RAP", catalogue.reappropriate, "F1/F0"),
    "reservation": _line("RES", catalogue.reserve, "F2/F1"),
    "reservation released": _line("URES", catalogue.unreserve, "F1/F2"),
    "commitment": _line("COM", catalogue.commit, "F3/F2"),
    "commitment unreserved": _line(
        "COM", lambda c, d: catalogue.commit(c, d, source=F.AVAILABLE), "F3/F1"
    ),
    "economy": _line("DECOM", catalogue.decommit, "F1/F3"),
    "voucher to participant": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS),
        "F4/F3",
        "5100/2100",
    ),
    "voucher to provider": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(c, d, cost=G.VOUCHERS, creditor=G.PROVIDERS),
        "F4/F3",
        "5100/2110",
    ),
    "voucher with withholding": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(
            c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS, withheld=c // 5
        ),
        "F4/F3",
        "5100/2100:net",
        "5100/2120:held",
    ),
    "grant on costs": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(c, d, cost=G.GRANTS, creditor=G.PARTICIPANTS),
        "F4/F3",
        "5200/2100",
    ),
    "grant advance": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(c, d, cost=G.ADVANCES, creditor=G.PARTICIPANTS),
        "F4/F3",
        "1400/2100",
    ),
    "loan": _line(
        "LIQ",
        lambda c, d: catalogue.make_payable(c, d, cost=G.PRINCIPAL, creditor=G.PARTICIPANTS),
        "F4/F3",
        "1300/2100",
    ),
    "clearance undone": _line(
        "ULIQ",
        lambda c, d: catalogue.unmake_payable(
            c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS, withheld=c // 5
        ),
        "F3/F4",
        "2100/5100:net",
        "2120/5100:held",
    ),
    "returned loan dropped": _line(
        "ULIQ",
        lambda c, d: catalogue.unmake_payable(
            c, d, cost=G.PRINCIPAL, creditor=G.PARTICIPANTS, returned=True
        ),
        "F3/F4",
        "2600/1300",
    ),
    "payment to participant": _line(
        "PAY", lambda c, d: catalogue.pay(c, d, creditor=G.PARTICIPANTS), "F5/F4", "2100/1100"
    ),
    "payment to provider": _line(
        "PAY", lambda c, d: catalogue.pay(c, d, creditor=G.PROVIDERS), "F5/F4", "2110/1100"
    ),
    "withholding": _line("WHT", catalogue.pay_withholding, "F5/F4", "2120/1100"),
    "returned": _line("RET", catalogue.return_payment, "F4/F5", "1100/2600"),
    "reissued": _line("REISS", catalogue.reissue, "F5/F4", "2600/1100"),
    "advance justified": _line("CLR", catalogue.clear_advance, "5200/1400"),
    "advance open again": _line("UCLR", catalogue.reopen_advance, "1400/5200"),
    "claimed": _line("CLM", catalogue.claim, "F6/F5"),
    "unclaimed": _line("UCLM", catalogue.unclaim, "F5/F6"),
    "flat rate unclaimed": _line(
        "UCLM", lambda c, d: catalogue.unclaim(c, d, simplified=True), "F1/F6"
    ),
    "flat rate": _line("SCO", catalogue.claim_simplified, "F6/F1"),
    "above the unit cost": _line(
        "SCO",
        lambda c, d: catalogue.absorb_excess(c, d, cost=G.VOUCHERS),
        "F9/F5",
        "5900/5100",
    ),
    "validated": _line("VAL", catalogue.validate, "F7/F6"),
    "validation taken back": _line("UVAL", catalogue.unvalidate, "F6/F7"),
    "cut of a voucher": _line(
        "CUT", lambda c, d: catalogue.cut(c, d, cost=G.VOUCHERS), "F9/F6", "5900/5100"
    ),
    "cut of an advance": _line(
        "CUT", lambda c, d: catalogue.cut(c, d, cost=G.ADVANCES), "F9/F6", "5900/1400"
    ),
    "cut of a loan": _line(
        "CUT", lambda c, d: catalogue.cut(c, d, cost=G.PRINCIPAL), "F9/F6", "5900/1300"
    ),
    "cut of a flat rate": _line("CUT", lambda c, d: catalogue.cut(c, d, cost=None), "F9/F6"),
    "dropped": _line(
        "DROP", lambda c, d: catalogue.drop(c, d, cost=G.GRANTS), "F9/F5", "5900/5200"
    ),
    "dropped before payment": _line(
        "DROP", lambda c, d: catalogue.drop(c, d, cost=None, source=F.COMMITTED), "F9/F3"
    ),
    "certified": _line("CERT", catalogue.certify, "F8/F7"),
    "decertified": _line("DECERT", catalogue.decertify, "F7/F8"),
    "claim accepted": _line("MA-A", catalogue.accept_claim, "1200/4100"),
    "claim of a loan fund accepted": _line(
        "MA-A", lambda c, d: catalogue.accept_claim(c, d, income=G.REVOLVING_FUND), "1200/2300"
    ),
    "reimbursed": _line("MA-R", catalogue.reimburse, "1100/1200"),
    "prefinancing offset": _line(
        "MA-R", lambda c, d: catalogue.reimburse(c, d, against_prefinancing=True), "2210/1200"
    ),
    "prefinancing": _line("MA-P", catalogue.prefinance, "1100/2210"),
    "interest": _line("INT", catalogue.accrue_interest, "1310/4200"),
    "default interest": _line("DEF", catalogue.charge_default_interest, "1320/4210"),
    "receipt": _line("RCV", catalogue.receive, "1100/2500"),
    "receipt allocated": _line(
        "ALL", lambda c, d: catalogue.allocate(_two(c), d), "2500/1310:held", "2500/1300:net"
    ),
    "overpaid": _line("OVP", catalogue.hold_overpayment, "2500/2400"),
    "refunded": _line("OVR", catalogue.refund_overpayment, "2400/1100"),
    "interest waived": _line(
        "WAI", lambda c, d: catalogue.waive_charges(c, d, charge=G.INTEREST), "4400/1310"
    ),
    "fees waived": _line(
        "WAI", lambda c, d: catalogue.waive_charges(c, d, charge=G.FEES), "4400/1320"
    ),
    "interest capitalised": _line(
        "CAP", lambda c, d: catalogue.capitalise(c, d, charge=G.INTEREST), "1300/1310"
    ),
    "allowance": _line("ALW", catalogue.provide, "5400/1390"),
    "allowance released": _line("ALW", catalogue.release_provision, "1390/5400"),
    "written off": _line(
        "WOF",
        lambda c, d: catalogue.write_off(_two(c), d, allowance=c - c // 5),
        "1390/1300:net",
        "5300/1310:held",
    ),
    "late recovery": _line(
        "RWO", lambda c, d: catalogue.recover_late(c, d, revolving=False), "1100/4300"
    ),
    "late recovery of a revolving fund": _line(
        "RWO", lambda c, d: catalogue.recover_late(c, d, revolving=True), "1100/2300"
    ),
    "guarantee called": _line(
        "GCL",
        lambda c, d: catalogue.call_guarantee(_two(c), d),
        "1600/1300:net",
        "1600/1310:held",
    ),
    "guarantee paid": _line("GPD", catalogue.pay_guarantee, "1100/1600", "2310/1110"),
    "subrogation": _line("SUR", catalogue.subrogate, "1500/2310"),
    "share of the guarantee fund": _line("GSH", catalogue.share_with_guarantee_fund, "1110/1100"),
    "settlement": _line(
        "STL",
        lambda c, d: catalogue.settle(
            LoanSplit(principal=c - c // 5), LoanSplit(principal=c // 5), d, allowance=0
        ),
        "2500/1300:net",
        "5300/1300:held",
    ),
    "paid revoked": _line(
        "REV",
        lambda c, d: catalogue.revoke(c, d, cost=G.VOUCHERS, source=F.PAID),
        "F9/F5",
        "1500/5100",
    ),
    "claimed revoked": _line(
        "REV",
        lambda c, d: catalogue.revoke(c, d, cost=G.GRANTS, source=F.CLAIMED),
        "F9/F6",
        "1500/5200",
    ),
    "validated revoked": _line(
        "REV",
        lambda c, d: catalogue.revoke(c, d, cost=G.ADVANCES, source=F.VALIDATED),
        "F9/F7",
        "1500/1400",
    ),
    "certified revoked": _line(
        "REV", lambda c, d: catalogue.revoke(c, d, cost=G.VOUCHERS, source=None), "1500/5100"
    ),
    "recovery interest": _line("REVI", catalogue.charge_recovery_interest, "1510/2200"),
    "recovered": _line("REC", catalogue.collect, "1100/1500"),
    "recovery interest collected": _line(
        "REC", lambda c, d: catalogue.collect(c, d, debt=G.RECOVERY_INTEREST), "1100/1510"
    ),
    "set off": _line(
        "OFF",
        lambda c, d: catalogue.offset(c, d, creditor=G.PARTICIPANTS),
        "F5/F4",
        "2100/1500",
    ),
    "set off and owed again": _line("OFR", catalogue.owe_set_off, "1500/2400"),
    "irrecoverable": _line("IRR", catalogue.give_up_recovery, "5300/1500"),
    "owed back": _line("BACK", catalogue.owe_back, "F9/F7", "4100/2200"),
    "owed back by own budget": _line(
        "BACK",
        lambda c, d: catalogue.owe_back(c, d, cost=G.VOUCHERS),
        "F9/F7",
        "4100/2200",
        "5900/5100",
    ),
    "paid back": _line("BACK", lambda c, d: catalogue.settle_back(c, d, by=G.BANK), "2200/1100"),
    "paid back by the next claim": _line(
        "BACK", lambda c, d: catalogue.settle_back(c, d, by=G.AUTHORITY_RECEIVABLE), "2200/1200"
    ),
}
