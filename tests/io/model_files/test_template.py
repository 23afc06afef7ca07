"""The model file to begin from is a model file, also with every # before a setting taken away."""

import re
import tomllib

from alignment_games.io.model_files.template import template


def test_it_is_toml_with_and_without_what_may_be_left_out():
    usual = tomllib.loads(template())
    assert {"threat", "states"} <= set(usual)
    every = tomllib.loads(re.sub(r"^# ?(?=[\w.\"]+ = |\[)", "", template(), flags=re.MULTILINE))
    assert set(usual) <= set(every)
