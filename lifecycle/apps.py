"""Registers the lifecycle package with Django."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "lifecycle"
