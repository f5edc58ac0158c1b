"""Claims, expenditure items, and the rows of a claim as transmitted."""

from expenditure.models.claim import Claim
from expenditure.models.item import Item
from expenditure.models.snapshot import Snapshot

__all__ = ["Claim", "Item", "Snapshot"]
