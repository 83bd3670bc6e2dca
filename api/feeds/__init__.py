"""What comes in from outside, over HTTP: feeds, announcements, whom they may mean, what is kept."""
