"""The drawing of a machine, with the path that a case has taken; and the page made of all."""

from io import StringIO

from django.core.management import call_command

from lifecycle.diagram import diagram_of
from tests.dote_path import path
from tests.world import World


def test_the_drawing_shows_the_path_that_was_taken(world: World) -> None:
    drawing = diagram_of(path(world).take_charge())
    taken = [(edge.source, edge.target) for edge in drawing.edges if edge.taken]
    assert taken == [("draft", "submitted"), ("submitted", "under_review")]
    assert [node.state for node in drawing.nodes if node.current] == ["under_review"]


def test_the_page_of_the_machines_is_not_stale() -> None:
    call_command("draw_lifecycles", check=True, stderr=StringIO())
