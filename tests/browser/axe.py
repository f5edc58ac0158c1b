"""Asks axe about a page: no violation, and no contrast that it could not judge."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = {"desk": 1280, "telephone": 390}

# The boxes of a machine lie on its lines, and axe gives up where a line crosses one. They are
# opaque, and each of their colours is judged in the gallery, where no line crosses.
ON_THE_LINES = "state-box"


def faults(page: Page) -> list[str]:
    """Return a line for each fault on the page as it stands; the context needs `bypass_csp`."""
    found = Axe().run(page).response
    unclear = [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in [*found["violations"], *unclear]
        for node in rule["nodes"]
        if rule in found["violations"] or ON_THE_LINES not in str(node["target"])
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
