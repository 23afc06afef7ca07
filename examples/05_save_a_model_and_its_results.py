"""How to keep a model as a file, and results as JSON and CSV that say where they come from."""

import json
from pathlib import Path

import alignment_games as ag

model = ag.load_case("europe-1939").model.with_parameters(burden=0.04)
ag.write_model(model, "my_model.toml", title="1939 at a lower burden")
print(Path("my_model.toml").read_text("utf-8"))

solution = ag.solve(ag.read_model("my_model.toml").game())
ag.write_results(solution, "results.json")
ag.write_results(solution, "results.csv")
print(Path("results.csv").read_text("utf-8"))

made = json.loads(Path("results.json").read_text("utf-8"))["provenance"]
print("game:", made["game_sha256"][:16], "solver:", made["solver"])
