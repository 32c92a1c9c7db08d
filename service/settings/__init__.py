"""Typed settings, as a team writes them in `closeout.toml`. No I/O: text in, settings out, or every problem at once.

Secrets never stand in the file: settings name an environment variable or a file that holds them.
"""

from service.settings.general import General, LimitSettings, ServeSettings, Settings
from service.settings.parsing import parse
from service.settings.problems import SettingsError
from service.settings.webhooks import InboxSettings, WebhookSettings

__all__ = [
    "General",
    "InboxSettings",
    "LimitSettings",
    "ServeSettings",
    "Settings",
    "SettingsError",
    "WebhookSettings",
    "parse",
]
