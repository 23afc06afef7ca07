"""Three states that face Germany, in round figures, with the threat as each perceives it and all responses."""

from alignment_games import State

GERMANY = State("Germany", power=0.15, offence=1.2)
STATES = [State("Britain", power=0.08), State("France", power=0.05), State("USSR", power=0.16)]
NAMES = ("Britain", "France", "USSR")
THREAT = [0.3, 0.7, 0.2]
ALL = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon")
