"""Wrong options: how likely a person is to write one against an answer, and which to take."""
