"""The study page: a shell from the server; the cards come through the JSON API."""
