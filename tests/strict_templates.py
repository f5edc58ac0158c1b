"""Lets a name that nobody defined fail the test, when one of our own templates asks for it."""

import sys
from pathlib import Path
from types import FrameType

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Undefined(str):
    """Django's `string_if_invalid`: empty in the templates of others, a failure in ours."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        """Make Django hand over the name of the variable."""
        return part == "%s"

    def __mod__(self, name: object) -> str:
        """Fail with template and name."""
        template = _template_being_rendered()
        if template.is_relative_to(ROOT) and not template.is_relative_to(ROOT / ".venv"):
            pytest.fail(f"{template.relative_to(ROOT)}: undefined template variable {name}")
        return ""


def _template_being_rendered() -> Path:
    """Return the path of the template whose node is at work."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            if origin is not None:
                return Path(str(origin.name))
        frame = frame.f_back
    return Path("/")
