"""Alerts: from what was recorded since the last look to facts about alerts."""
