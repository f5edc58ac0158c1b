"""What pages are made of, as data: page authors fill these, the template tags draw them."""

from portal.components.facts import Callout, Crumb, EmptyState, Fact, Link, Pager, Tab, Task
from portal.components.machine import Edge, Machine, Node
from portal.components.money import BudgetBar, Funnel, Instalments, Phase, Segment, Stage
from portal.components.records import Cell, Column, Kind, Records, Row
from portal.components.status import Badge, Tone
from portal.components.steps import (
    ClosedStep,
    Happening,
    Mark,
    Milestone,
    OpenStep,
    Stepper,
    Timeline,
)

__all__ = [
    "Badge",
    "BudgetBar",
    "Callout",
    "Cell",
    "ClosedStep",
    "Column",
    "Crumb",
    "Edge",
    "EmptyState",
    "Fact",
    "Funnel",
    "Happening",
    "Instalments",
    "Kind",
    "Link",
    "Machine",
    "Mark",
    "Milestone",
    "Node",
    "OpenStep",
    "Pager",
    "Phase",
    "Records",
    "Row",
    "Segment",
    "Stage",
    "Stepper",
    "Tab",
    "Task",
    "Timeline",
    "Tone",
]
