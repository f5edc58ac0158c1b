"""Who funds, who implements, where, at what price and under which dated rules."""

from programme.models.calls import ApprovalBand, Call, CallTerm
from programme.models.funding import (
    BudgetLine,
    CostCategory,
    CostOption,
    Fund,
    Operation,
    Programme,
)
from programme.models.holds import HoldCause
from programme.models.network import OperationPartner, Partner, Territory
from programme.models.parameters import Parameter
from programme.models.prices import AllowanceRule, UnitCost
from programme.models.providers import Agreement, Provider
from programme.models.reasons import Reason
from programme.models.requests import RequestedThing

__all__ = [
    "Agreement",
    "AllowanceRule",
    "ApprovalBand",
    "BudgetLine",
    "Call",
    "CallTerm",
    "CostCategory",
    "CostOption",
    "Fund",
    "HoldCause",
    "Operation",
    "OperationPartner",
    "Parameter",
    "Partner",
    "Programme",
    "Provider",
    "Reason",
    "RequestedThing",
    "Territory",
    "UnitCost",
]
