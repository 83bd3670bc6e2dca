"""Processes of the program that are killed at random moments, and a check of what they leave behind."""
