"""Who may open a page: the mixins and the decorator that every view of the portal uses."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.views import View

from people.roles import STAFF, Role
from portal import errors
from portal.visitors import Visitor, visitor_of

EVERY_OFFICE = STAFF


def visitor_with(request: HttpRequest, roles: Iterable[Role]) -> Visitor:
    """Return the signed-in visitor who holds one of the roles; PermissionDenied otherwise."""
    visitor = visitor_of(request)
    if visitor is None or not visitor.has(roles):
        raise PermissionDenied
    return visitor


class RolesMixin(View):
    """Opens a class-based view to some roles: sign-in first, then 403 for the others."""

    roles: ClassVar[tuple[Role, ...]] = ()
    visitor: Visitor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send strangers to the sign-in page, refuse other roles, keep the visitor."""
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        self.visitor = visitor_with(request, self.roles)
        return super().dispatch(request, *args, **kwargs)


def for_roles(*roles: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Open a function view to some roles, as RolesMixin does a class."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            visitor_with(request, roles)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def may_open(visitor: Visitor, address: str) -> bool:
    """Tell whether one of the visitor's roles opens the page; its scope is asked by the page."""
    try:
        view = resolve(address.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return True  # not one of ours: a file, an anchor, another site
    roles = getattr(getattr(view, "view_class", view), "roles", ())
    return not roles or visitor.has(roles)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in; whoever had typed something sees it once more."""
    if request.method == "POST" and errors.typed_text(request):
        return errors.session_ended(request)
    return redirect_to_login(request.get_full_path())
