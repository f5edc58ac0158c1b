"""Calls for grants with their versions and rankings, grants with all their parts, the ledger."""

from startup_grants.models.call import CallVersion, GrantCall, Ranking
from startup_grants.models.case import Grant
from startup_grants.models.duty import MonitoringDuty
from startup_grants.models.ledger import AidEntry, Undertaking
from startup_grants.models.reading import BusinessPlan, ScoreSheet
from startup_grants.models.tranche import Expense, Fideiussione, Tranche

__all__ = [
    "AidEntry",
    "BusinessPlan",
    "CallVersion",
    "Expense",
    "Fideiussione",
    "Grant",
    "GrantCall",
    "MonitoringDuty",
    "Ranking",
    "ScoreSheet",
    "Tranche",
    "Undertaking",
]
