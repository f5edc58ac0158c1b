"""Claims, expenditure items and their corrections, and the rows of a claim as transmitted."""

from expenditure.models.claim import Claim
from expenditure.models.correction import Correction
from expenditure.models.item import Item
from expenditure.models.snapshot import Snapshot

__all__ = ["Claim", "Correction", "Item", "Snapshot"]
