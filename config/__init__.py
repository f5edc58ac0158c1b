"""The project: settings, addresses and entry points; no rules, no models."""
