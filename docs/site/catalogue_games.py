"""The game that each page of the catalogue shows: lines of Python that make ``game`` from the public interface."""

_STATES = '[ag.State("Britain", power=0.078), ag.State("France", power=0.046)]'

GAMES = {
    "response": f"""
states = {_STATES}
germany = ag.State("Germany", power=0.154)
threat = ag.perceived_threat(states, germany, distance_km=[932, 880], contiguous=[False, True], intent=0.7)
game = ag.response_game(states, against=germany, threat=threat)
""",
    "threshold": """
game = ag.threshold_game({"UK": 0.078, "France": 0.046, "USSR": 0.164}, against=0.154)
""",
    "volunteer": """
game = ag.volunteers_dilemma(3, cost=0.25)
""",
    "landscape": """
propensities = {("UK", "Germany"): -2, ("UK", "USSR"): -1, ("Germany", "USSR"): -1.5}
game = ag.model("landscape")({"UK": 3, "Germany": 4, "USSR": 4}, propensities)
""",
    "third_party": """
wishes = {"Italy": (1, 0), "Japan": (0, 1)}
game = ag.model("third_party")({"Italy": 1, "Japan": 2}, first=3, second=4, values=wishes, cost=0.05)
""",
    "burden_sharing": """
game = ag.model("burden_sharing")({"USA": 10, "UK": 5}, levels=[0, 1, 2, 5])
""",
    "contest_effort": """
game = ag.model("contest_effort")({"UK": 1, "France": 1}, levels=[0, 0.1, 0.25, 0.5])
""",
    "returns_to_scale": """
powers = {"Britain": 1.0, "Austria": 1.0}
game = ag.model("returns_to_scale")(powers, attacker=2.0, target=1.0, decisiveness=2, cost=0.01)
""",
    "essential_states": """
game = ag.model("essential_states")({"A": 110, "B": 100, "C": 60, "D": 30})
""",
    "war_stable_networks": """
game = ag.model("war_stable_networks")({"A": 1, "B": 1, "C": 1}, gamma=2)
""",
    "dilemma": """
game = ag.model("dilemma")(reward=4, temptation=3, punishment=2, sucker=0)
""",
    "trust": """
game = ag.model("trust")(0.7)
""",
    "bayesian": """
def payoff(types, actions):
    war = actions == ("fight", "fight")
    first = 1 if actions[0] == "fight" and not war else (0.5 if types[0] == "strong" else -1) if war else 0
    second = 1 if actions[1] == "fight" and not war else -0.5 if war else 0
    return first, second

types = {"Challenger": {"strong": 0.5, "weak": 0.5}, "Target": {"only": 1}}
game = ag.model("bayesian")(types, ["fight", "yield"], payoff)
""",
    "chain_ganging": """
game = ag.model("chain_ganging")({"France": 1.0, "Britain": 1.0}, front=1, threat=2, offence=1.5)
""",
    "deterrence": f"""
states = {_STATES}
responses = ag.response_game(states, against=ag.State("Germany", power=0.154), threat=[0.5, 0.6])
game = ag.model("deterrence")(responses, prize=1, loss=1)
""",
    "two_threats": f"""
states = {_STATES}
menu = ["balance", "buck_pass"]
germany = ag.response_game(states, against=ag.State("Germany", power=0.154), threat=[0.5, 0.6], actions=menu)
ussr = ag.response_game(states, against=ag.State("USSR", power=0.164), threat=[0.4, 0.2], actions=menu)
game = ag.model("two_threats")(germany, ussr)
""",
    "both_sides": """
def side(great, small, against):
    states = [ag.State(great, power=0.3), ag.State(small, power=0.05)]
    threat = ag.State(against, power=0.3)
    seen = ag.perceived_threat(states, of=threat, distance_km=500, intent=0.4, offence_balance=0.8)
    return ag.response_model(states, threat, seen, actions=["balance", "buck_pass"])

game = ag.model("both_sides")(side("Athens", "Corcyra", "Sparta"), side("Sparta", "Corinth", "Athens"))
""",
    "soft_balancing": """
game = ag.model("soft_balancing")({"France": 0.3, "Russia": 0.3}, ambition=1.0)
""",
    "campaign": """
france = ag.State("France", power=0.3)
states = [ag.State("Russia", power=0.2), ag.State("Austria", power=0.15)]
threat = ag.perceived_threat(states, of=france, distance_km=500, intent=[0.9, 0.3])
responses = ag.response_game(states, france, threat, actions=["balance", "buck_pass"])
game = ag.model("campaign")(responses, speaker="Russia", audience=["Austria"])
""",
    "exit": """
game = ag.model("exit")(intent=0.5)
""",
    "irrational": """
game = ag.model("irrational")()
""",
}
