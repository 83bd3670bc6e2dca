"""The map of an account over HTTP: read far more often than anything else, hence with nothing between it and the bytes."""

from __future__ import annotations
