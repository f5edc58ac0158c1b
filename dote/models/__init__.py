"""The dote, what its call offers, its priced plans, service lines and months."""

from dote.models.case import Dote
from dote.models.line import Month, ServiceLine
from dote.models.offer import ChecklistPoint, ServiceOffer
from dote.models.plan import PricedPlan

__all__ = ["ChecklistPoint", "Dote", "Month", "PricedPlan", "ServiceLine", "ServiceOffer"]
