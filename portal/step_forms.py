"""The registry of steps' forms: which form asks for the facts of which step."""

from portal.forms import StepForm

_forms: dict[tuple[str, str], type[StepForm]] = {}


def register(model_label: str, command: str, form: type[StepForm]) -> None:
    """Let the step of the model (such as `dote.dote`, `award`) ask its facts with this form.

    Raises ValueError when another form was registered before.
    """
    key = (model_label.lower(), command)
    if _forms.setdefault(key, form) is not form:
        raise ValueError(f"{model_label} {command} already asks with {_forms[key].__name__}")


def form_for(model_label: str, command: str) -> type[StepForm]:
    """Return the form of the step; a step without one asks for an optional note."""
    return _forms.get((model_label.lower(), command), StepForm)
