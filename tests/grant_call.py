"""The invented rules of a call for start-up grants, and an invented business plan."""

from __future__ import annotations

from typing import Any

from programme.models import BudgetLine, CostCategory
from startup_grants.plans import PlanContent
from tests.world import World


def rules(world: World, **changes: Any) -> dict[str, Any]:
    """Return the invented rules of a call."""
    return {
        "procedure": "ranking",
        "line": enterprise_line(world).pk,
        "fund": world.esf.pk,
        "category": CostCategory.objects.get(code="GRANT").pk,
        "template": "BP-1",
        "sections": [
            {"code": "idea", "question": "What will you sell, and to whom?"},
            {"code": "market", "question": "Who else sells it?"},
        ],
        "categories": [
            {"code": "works", "title": "Works", "cap": "30"},
            {"code": "equipment", "title": "Equipment", "cap": None},
            {"code": "running", "title": "Running costs", "cap": "20"},
        ],
        "checklist": [
            {"code": "resident", "question": "Is the permit valid?"},
            {"code": "new", "question": "Is the enterprise a new one?"},
        ],
        "criteria": [
            {"code": "skills", "largest": "20", "threshold": "8"},
            {"code": "market", "largest": "40"},
            {"code": "money", "largest": "40"},
        ],
        "threshold": "50",
        "spread": "15",
        "premiums": {"women": "5"},
        "largest_premium": "5",
        "tie_break": ["skills", "smaller_amount", "earlier"],
        "partial_cover": True,
        "largest_cents": 30_000_00,
        "aid_percent": "80",
        "tranches": ["advance", "progress", "balance"],
        "advance_percent": "40",
        "observation_days": 10,
        "duties_days": 60,
        "validity_days": 365,
        "start_days": 90,
        **changes,
    }


def enterprise_line(world: World) -> BudgetLine:
    """Return the budget line of grants."""
    line, _made = BudgetLine.objects.get_or_create(
        operation=world.operation,
        code="B4",
        defaults={"title": "Imprese: grants", "action": BudgetLine.Action.ENTERPRISE},
    )
    return line


PLAN = PlanContent(
    answers={"idea": "Repair of bicycles", "market": "Nobody in the valley"},
    budget=(
        {"category": "works", "cents": 5_000_00},
        {"category": "equipment", "cents": 15_000_00},
        {"category": "running", "cents": 5_000_00},
    ),
    own_cents=5_000_00,
    declared={"members": [], "aids": []},
)
