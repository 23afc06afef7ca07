"""Valid files of every format and seeded mutations of them: bytes, tokens, kinds and shapes."""

import copy
import json
import random

from alignment_games.io.model_files.model_writer import to_toml

MODEL = {
    "title": "Two face a third",
    "actions": ["balance", "buck_pass", "hedge"],
    "threat": {
        "name": "Germany",
        "power": 0.15,
        "offence": 1.2,
        "form": "additive",
        "scale_km": 500.0,
        "weights": {"intent": 2.0},
    },
    "states": [
        {"name": "Britain", "power": 0.08, "distance_km": 932.0, "intent": 0.5, "securitization": 1.5},
        {"name": "France", "power": 0.05, "contiguous": True, "intent": 0.8, "actions": ["balance", "bandwagon"]},
    ],
    "utility": {"burden": [0.2, 0.1], "contest": "difference", "spillover": 0.3, "decisiveness": 3},
    "responses": {"hedge": {"membership": 0.5, "cost": 0.1}},
}
NFG = (
    'NFG 1 R "a game" { "A" "B" } { { "x" "y" } { "u" "v" } } "why"\n1.5 2 3 4\n5 6 7 8e-1\n',
    'NFG 1 R "a game" { "A" "B" } { 2 2 } 1 2 3/4 4 5 6 7 8\n',
    'NFG 1 R "a game" { "A" "B" }\n{ { "x" "y" } { "z" } }\n{ { "o" 1, 2 }\n{ "p" 3, 4 } }\n1 2\n',
)
TABLES = {
    "dyads": "ccode1,ccode2,year,cinc1,cinc2,capdist,conttype\n255,200,1938,0.154,0.078,932,5\n"
    "255,220,1938,0.154,0.046,880,1\n255,365,1938,0.154,0.164,1610,0\n",
    "capabilities": "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n1,1900,1,1,1,1,1,1,0.25\n"
    "2,1900,3,3,3,3,3,3,0.75\n",
    "distances": "year,ccode1,ccode2,capdist_km\n1938,200,255,932.2\n1938,255,365,1610.1\n",
    "contiguity": "ccode1,ccode2,conttype,stdate,enddate\n365,700,0,1919-08-01,2016-12-01\n"
    "255,200,5.0,1816-01-01,2016-12-01\n",
    "alignments": "case,year,threat,state,threat_cinc,cinc,capdist_km,contiguity,outcome,rivalry\n"
    "C1a,1938,GMY,UKG,0.154,0.078,932.2,5,buck_pass,True\nC1a,1938,GMY,FRN,0.154,0.046,,1,internal_balance,False\n",
}
#: What users, editors and other programs put where something else belongs, as it stands in a file.
TOKENS = [
    *("NA", "<NA>", "nan", "-inf", "TRUE", "1e999", "1e-999", "-1", "0", "1e999999999", "9" * 5000, "1_000", "0x1F"),
    *(
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        "\t",
        "\r",
        "\n\n",
        "\0",
        "\ufeff",
        "=",
        "#",
        "\\",
        "\u202e",
        "é",
        "1938-01-01",
    ),
    *("10000000000", "1/0", "2/3", "1e150", "-0.0", "null", "true", '"x"', "x" * 300, "[" * 3000, "12:30:00", "٣", "²"),
]
#: Values of every kind, for a field of a parsed file.
VALUES = [
    *(
        True,
        False,
        0,
        -1,
        3,
        1e-300,
        1e300,
        10**300,
        "",
        "x",
        "x" * 300,
        [],
        [1],
        ["x"],
        [[]],
        {},
        {"a": 1},
        [{}],
        None,
    ),
    *(1e9, 10**9, 1e30, 1e-30, 700),
    *([True], [1, 2, 3], "balance", ["balance"], ["balance"] * 2, [0.1, "x"], 0.5, 1, 10**4000, -0.0),
]


def mutated_text(text, rng):
    """The text with one or two pieces lost, doubled, added or replaced; as bytes, some of them no UTF-8."""
    for _ in range(rng.choice([0, 1, 1, 1, 2])):
        k = rng.randrange(len(text) + 1)
        j = min(len(text), k + rng.choice([0, 1, 1, 4, 20]))
        text = rng.choice(
            [
                lambda t, k=k, j=j: t[:k] + rng.choice(TOKENS) + t[j:],
                lambda t, k=k, j=j: t[:k] + t[j:],
                lambda t, k=k, j=j: t[:k] + t[k:j] * rng.choice([2, 50]) + t[j:],
                lambda t, k=k: t[:k] + chr(rng.randrange(1, 0x2FF)) + t[k:],
                lambda t: _another_word(t, rng),
                lambda t: _another_word(t, rng),
                lambda t: t + rng.choice(["\n", "\n\n", ",,\n", "\n \n", "\x1a"]),
            ]
        )(text)
    ends = rng.choice(["\n", "\n", "\r\n", "\r"])
    code = rng.choice(["utf-8"] * 9 + ["utf-8-sig", "utf-16", "latin-1"])
    return text.replace("\n", ends).encode(code, errors="replace")


def _another_word(text, rng):
    """One field of a table, or one word, replaced."""
    words = text.split(",") if "," in text else text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(TOKENS)
    return ("," if "," in text else " ").join(words)


def mutated_document(document, rng):
    """A parsed file with one to three values of another kind, lost, renamed or nested in themselves."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice([1, 1, 2])):
        places = list(_places(document))
        holder, key = rng.choice(places)
        move = rng.randrange(5)
        if move < 3 or not isinstance(holder, dict):
            holder[key] = rng.choice(VALUES)
        elif move == 3:
            holder[rng.choice(["power", "nme", "x" * 100, "intent", ""])] = holder.pop(key)
        else:
            del holder[key]
    return document


def _places(holder):
    for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
        yield holder, key
        if isinstance(holder[key], (dict, list)):
            yield from _places(holder[key])


def files(count, seed=1):
    """``count`` mutated files as (format, name of the file, bytes)."""
    rng = random.Random(seed)  # noqa: S311 - a game of chance
    for _ in range(count):
        kind = rng.choice(["toml", "json", "document", "nfg", *TABLES])
        if kind == "document":
            document = mutated_document(MODEL, rng)
            as_json = rng.random() < 0.5 or "null" in (text := _json(document))
            text = _json(document) if as_json else to_toml(document)
            yield "model", "m.json" if as_json else "m.toml", text.encode()
        elif kind in ("toml", "json"):
            text = to_toml(MODEL) if kind == "toml" else json.dumps(MODEL, indent=1)
            yield "model", f"m.{kind}", mutated_text(text, rng)
        elif kind == "nfg":
            yield "nfg", "g.nfg", mutated_text(rng.choice(NFG), rng)
        else:
            yield kind, "t.csv", mutated_text(TABLES[kind], rng)


def _json(document):
    return json.dumps(document)
