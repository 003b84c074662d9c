"""The demo: who is in it (`personas`), their accounts and course (`seed`), and three weeks of
study, simulated (`learner`) and written into the event log (`history`).
"""
