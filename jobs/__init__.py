"""What happens by itself: a scheduler that ticks in memory, leases and slots in the database, upkeep."""
