"""What leaves the house: webhooks, messages to chats, mails; all of it out of the log, in order, at least once."""
