"""The pages of complaints: the person makes and follows them, an office answers by a term."""


def register_all() -> None:
    """Let complaints be found, and their steps ask what they need."""
    from django.urls import reverse

    from portal import case_pages, step_forms
    from portal.complaints import forms

    case_pages.register("lifecycle.complaint", lambda row: reverse("complaint", args=[row.pk]))
    case_pages.register(
        "lifecycle.complaint", lambda row: reverse("own_complaint", args=[row.pk]), own=True
    )
    for command, form in forms.FORMS.items():
        step_forms.register("lifecycle.complaint", command, form)
