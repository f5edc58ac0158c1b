"""The address of the start page of offices without a queue of cases."""

from django.urls import path

from portal.today.views import Today

urlpatterns = [path("oggi/", Today.as_view(), name="today")]
