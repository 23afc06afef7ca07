"""The sections of a brief on the model: the threats are the model's, and pictures are missed in a sentence."""

import pytest

import alignment_games as ag
from alignment_games.report.briefs.briefing import brief
from alignment_games.report.briefs.model import assumptions_section


def test_the_threats_printed_are_the_models(munich):
    table = next(section for section in munich.sections if section.title == "Threats").blocks[0]
    values = ag.load_case("europe-1938").model.threat.values
    assert [float(row[1]) for row in table.rows] == pytest.approx(values.tolist(), rel=5e-3)


def test_what_is_on_offer_is_told_once_where_it_is_the_same_for_all():
    model = ag.load_case("europe-1938").model
    alike = assumptions_section(None, model)[0].text
    assert "Each state may balance, pass the buck or bandwagon." in alike
    apart = model.with_actions([["balance", "buck_pass"], *model.actions[1:]])
    assert (
        "On offer: Britain: balancing, passing the buck; France: balancing" in assumptions_section(None, apart)[0].text
    )


def test_without_the_plot_extra_the_brief_says_what_brings_pictures(monkeypatch):
    def missing(*_, **__):
        raise ag.MissingExtraError("matplotlib is missing")

    monkeypatch.setattr("alignment_games.report.pictures.alignments.require", missing)
    monkeypatch.setattr("alignment_games.report.pictures.looks.require", missing)
    text = brief(ag.load_case("europe-1938"))
    assert "Pictures come with the plot extra" in text.markdown()
    assert "<img" not in text.html()
