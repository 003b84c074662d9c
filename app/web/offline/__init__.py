"""Studying without a connection: the service worker, the shells it keeps, the installed app."""
