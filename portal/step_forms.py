"""The registry of steps' forms: which form asks for the facts of which step."""

from datetime import date
from decimal import Decimal
from functools import cache

from django import forms

from lifecycle.facts import Maybe
from lifecycle.steps import Step
from portal.fields import AmountField, DayField
from portal.forms import StepForm

_forms: dict[tuple[str, str], type[StepForm]] = {}


def register(model_label: str, command: str, form: type[StepForm]) -> None:
    """Let the step of the model (such as `dote.dote`, `award`) ask its facts with this form.

    Raises ValueError when another form was registered before.
    """
    key = (model_label.lower(), command)
    if _forms.setdefault(key, form) is not form:
        raise ValueError(f"{model_label} {command} already asks with {_forms[key].__name__}")


def form_for(model_label: str, step: Step) -> type[StepForm]:
    """Return the form of the step: the registered one, or one made from the facts it declares.

    Raises LookupError when the step needs a form of its own and has none.
    """
    registered = _forms.get((model_label.lower(), step.command))
    if registered is not None:
        return registered
    facts = tuple((name, kind) for name, kind in step.facts.items())
    return _plain_form(facts) if facts else StepForm


@cache
def _plain_form(facts: tuple[tuple[str, object], ...]) -> type[StepForm]:
    """Return a form with a plain field for each fact, labelled by its name."""
    fields = {name: _plain_field(name, kind) for name, kind in facts}
    return type("PlainStepForm", (StepForm,), fields)


def _plain_field(name: str, kind: object) -> forms.Field:
    needed = not isinstance(kind, Maybe)
    kind = kind.kind if isinstance(kind, Maybe) else kind
    label = name.replace("_", " ").capitalize()
    if kind is bool:
        return forms.BooleanField(label=label, required=False)
    if kind is date:
        return DayField(label=label, required=needed)
    if kind is Decimal:
        return AmountField(label=label, required=needed)
    if kind is int:
        return forms.IntegerField(label=label, required=needed)
    if kind is str:
        return forms.CharField(label=label, required=needed, max_length=120)
    raise LookupError(f"“{name}” needs a form of its own")
