"""The demo account: an invented company over three invented years, the questions it answers, and how answers look."""
