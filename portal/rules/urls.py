"""The address of the rules in force."""

from django.urls import path

from portal.rules.views import Rules

urlpatterns = [path("regole/", Rules.as_view(), name="rules")]
