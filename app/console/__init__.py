"""The console: server-rendered pages for the same acts as the API, on the same door."""

from app.console import downloads, lists, signing_in
from app.console.wall import Wall

ROUTERS = (signing_in.router, downloads.router, lists.router, lists.acts)

__all__ = ["ROUTERS", "Wall"]
