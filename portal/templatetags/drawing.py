"""Draws the components: one tag each, from the data classes of `portal.components`."""

from typing import Any

from django.template import Context, Library

from portal import components
from portal.keys import keys_for

# tag name -> the template in portal/components/ and the type that it takes
TAGS: dict[str, type] = {
    "budget_bar": components.BudgetBar,
    "callout": components.Callout,
    "closed_step": components.ClosedStep,
    "empty_state": components.EmptyState,
    "funnel": components.Funnel,
    "instalments": components.Instalments,
    "machine": components.Machine,
    "open_step": components.OpenStep,
    "pager": components.Pager,
    "records": components.Records,
    "stepper": components.Stepper,
    "task": components.Task,
    "timeline": components.Timeline,
}


def _tag(name: str, kind: type) -> Any:
    def draw(context: Context, it: Any) -> dict[str, Any]:
        if not isinstance(it, kind):
            raise TypeError(f"{{% {name} %}} takes a {kind.__name__}, not {type(it).__name__}")
        return {"it": it, "visitor": context.get("visitor")}

    return draw


def facts(context: Context, items: list[components.Fact]) -> dict[str, Any]:
    """Draw a list of facts, label at the start and value at the end of each line."""
    return {"facts": items, "visitor": context.get("visitor")}


def crumbs(items: list[components.Crumb]) -> dict[str, Any]:
    """Draw the way from the start page to this one."""
    return {"crumbs": items}


def form_keys(subject: Any = None) -> dict[str, Any]:
    """Write the hidden key and version that every form which changes something carries."""
    return {"keys": keys_for(subject)}


def register_in(register: Library) -> None:
    """Add one inclusion tag for each component to the library."""
    for name, kind in TAGS.items():
        template = f"portal/components/{name}.html"
        register.inclusion_tag(template, name=name, takes_context=True)(_tag(name, kind))
    register.inclusion_tag("portal/components/facts.html", takes_context=True)(facts)
    register.inclusion_tag("portal/components/crumbs.html")(crumbs)
    register.inclusion_tag("portal/parts/form_keys.html")(form_keys)
