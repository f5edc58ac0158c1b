"""Cases and trail say the same at the end of a whole story, and an edit between them is named."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from accounting import check_books
from audit.stored import verify_stored
from lifecycle import replay
from tests import world as worlds
from tests.ground import Database
from tests.promises import story
from tests.promises.edits import EDITS, without_guards
from tests.world import World


@pytest.mark.slow
def test_cases_trail_and_books_agree_at_the_end_of_the_thin_line(world: World) -> None:
    line = story.tell(world)
    assert line.way.fresh().state == "closed"
    assert replay.differences() == []
    assert verify_stored().faults == []
    assert check_books.findings() == []


@pytest.mark.harness
def test_every_edit_behind_the_back_of_the_application_is_found_and_named(
    fresh_database: Database,
) -> None:
    with worlds.at(), translation.override("en"):
        story.tell(worlds.build())
        assert replay.differences() == []
        for name, (edit, kind) in EDITS.items():
            with without_guards():
                label = edit()
                found = {(each.kind, each.subject) for each in replay.differences()}
                assert (kind, label) in found, (name, found)


@pytest.mark.slow
def test_the_command_says_what_differs_and_where(fresh_database: Database) -> None:
    told = StringIO()
    with worlds.at(), translation.override("en"):
        line = story.tell(worlds.build(), until="take_charge")
        call_command("verify_cases", stdout=told)
        edit, _kind = EDITS["an_awarded_sum"]
        with without_guards():
            edit()
            with pytest.raises(CommandError, match="1 places"):
                call_command("verify_cases", stdout=told)
    assert told.getvalue().splitlines()[0] == "Every case is what its trail says."
    assert f"{line.way.dote.label} holds other values than event 2" in told.getvalue()
