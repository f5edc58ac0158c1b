"""Signs someone in for the browser, as after password and code."""

from playwright.sync_api import BrowserContext

from people.models import User
from tests.portal.visits import signed_in


def enter(context: BrowserContext, url: str, user: User) -> None:
    """Give the browser the session of the user."""
    session = signed_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
