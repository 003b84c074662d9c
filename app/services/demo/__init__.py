"""The demo: accounts to look around with (`seed`), and three weeks of study (`history`)."""
