"""Does what time brings: expiries and other steps that the tables give to the system."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit import clock, marks
from lifecycle import timed


class Command(BaseCommand):
    """Runs the timed steps of a day; run twice, it does nothing the second time."""

    help = "Do every timed step that is due; safe to run at any hour and as often as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day, and whether to announce only."""
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            default=None,
            help="day as YYYY-MM-DD; today if left out",
        )
        parser.add_argument(
            "--announce", action="store_true", help="only list the adverse steps due on that day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do or list the steps."""
        on = options["on"] or clock.today()
        if options["announce"]:
            for step, subject in timed.announced(on=on):
                self.stdout.write(f"{subject.label} {step.command}")
            return
        outcomes = timed.tick(on=on)
        for outcome in outcomes:
            told = f" refused: {outcome.refused}" if outcome.refused else ""
            self.stdout.write(f"{outcome.subject} {outcome.command}{told}")
        self.stdout.write(f"{len(outcomes)} timed steps on {on.isoformat()}")
        for name, number in timed.work(on=on).items():
            self.stdout.write(f"{name}: {number}")
        marks.touch("tick")
