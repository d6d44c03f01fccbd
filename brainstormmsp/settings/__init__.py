"""The settings of the API: those of every server, and those of the store, tokens, jobs and webhooks."""

from brainstormmsp.settings.settings import PREFIX, Settings, load_settings

__all__ = ["PREFIX", "Settings", "load_settings"]
