from importlib import resources

from alignment_games.text.glossary import glossary


def test_every_entry_is_read_and_is_plain_text():
    written = (resources.files("alignment_games.text") / "glossary.md").read_text(encoding="utf-8")
    entries = glossary()
    assert len(entries) == written.count("\n: ") >= 35
    assert entries["complete"] == "Proven to be all equilibria. See what complete means."
    assert not any(mark in meaning for meaning in entries.values() for mark in ("](", "`", "\n"))
