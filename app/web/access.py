"""Who may call a view. Every view carries exactly one of these markers; a test sees to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort
from flask_babel import gettext as _

from app import policy
from app.policy import Action
from app.services import offerings
from app.web.login import account, actor
from app.web.unit_of_work import db

View = Callable[..., Any]


def public(view: View) -> View:
    """Mark a view that everybody may call."""
    return _marked(view, "public")


def signed_in(view: View) -> View:
    """Mark a view for whoever is logged in; others get 401, or the log-in page."""

    @wraps(view)
    def checked(**arguments: Any) -> Any:
        account()
        return view(**arguments)

    return _marked(checked, "signed in")


def allowed(action: Action) -> Callable[[View], View]:
    """Mark a view with ``<slug>`` in its route for those who may do *action* in that offering.

    The view gets the offering, as ``offering``, in place of ``slug``. Without a log-in the
    answer is 401, for an unknown slug 404, else what the policy says. An action that belongs
    to no offering takes a view without ``<slug>``.
    """

    def mark(view: View) -> View:
        if action not in policy.IN_OFFERING:
            return _anywhere(view, action)

        @wraps(view)
        def checked(slug: str, **arguments: Any) -> Any:
            account()
            offering = offerings.by_slug(db(), slug)
            if offering is None:
                abort(404, _("There is no such course. Check the address."))
            policy.require(actor(), action, offering.id)
            return view(offering=offering, **arguments)

        return _marked(checked, action.value)

    return mark


def _anywhere(view: View, action: Action) -> View:
    @wraps(view)
    def checked(**arguments: Any) -> Any:
        account()
        policy.require(actor(), action)
        return view(**arguments)

    return _marked(checked, action.value)


def _marked(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined] # - functions take attributes
    return view
