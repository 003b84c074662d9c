"""Settings: what somebody sets for themselves, the password, my data, the account's end."""
