// The result in words: every equilibrium, how sure it is that these are all, and what the record says.

function sentence(game) {
  const chance = heldChances(settings), mixed = mixedEquilibria(game);
  const told = (mix) => say("told", { play: mixedPlay(mix), chance: number(chance.reduce((sum, own, at) => sum + own * chanceOf(mix, at), 0)) });
  const pure = game.found.map(pureMix), both = mixed.found.length > 0;
  let text = equilibria(pure.map(told), both ? "pure" : "plain");
  if (!pure.length) text = paragraph(rich("none_pure"));
  text += equilibria(mixed.found.map(told), "mixed");
  text += paragraph(`${both ? `${rich("mixing")} ` : ""}${rich(verdict(mixed))}`, "note");
  if (DATA.recorded) text += paragraph(safe(record(game)), "record");
  return text;
}

function equilibria(told, kind) {
  if (told.length < 2) return told.map((each) => paragraph(`${rich(`one_${kind}`)} ${safe(each)}.`)).join("");
  return paragraph(rich(`several_${kind}`, { count: told.length })) + `<ul>${told.map((each) => `<li>${safe(each)}.</li>`).join("")}</ul>`;
}

const verdict = (mixed) => (mixed.complete ? "all_there" : mixed.tied ? "tied" : "not_computed");

// "France balances with probability 0.24 and passes the buck with probability 0.76" beside what is played for sure.
function mixedPlay(mix) {
  const sure = movers.filter((i) => mix[i].includes(1));
  const share = (label, k, i) => (mix[i][k] ? [say("with_probability", { does: does(label), share: number(mix[i][k]) })] : []);
  const mixing = movers.filter((i) => !sure.includes(i)).map((i) => `${states[i]} ${listed(actions[i].flatMap((label, k) => share(label, k, i)))}`);
  return [...mixing, ...(sure.length ? [play(indexOf(mix.map((own) => Math.max(0, own.indexOf(1)))), sure)] : [])].join("; ");
}

function record(game) {
  const recorded = DATA.recorded.map((label, i) => actions[i].indexOf(label));
  if (recorded.includes(-1)) return say("record_held", { year: DATA.year });
  const at = indexOf(recorded), leaving = states.filter((_, i) => !game.best[i][at]);
  const judged = leaving.length ? say("record_left", { states: listed(leaving) }) : say("record_stands");
  return say("record", { year: DATA.year, play: play(at), judged });
}

// The same in a few lines that stay in view beside the sliders: one row for each equilibrium.
function chips(game) {
  const chip = (i, at) => {
    const label = actions[i][profiles[at][i]], [colour, letter, ink] = DATA.map.looks[label];
    return `<span class="chip"><span class="swatch" style="background:${colour};color:${ink}">${safe(letter)}</span>${safe(`${states[i]} ${does(label)}`)}</span>`;
  };
  const row = (at) => `<p class="chips">${movers.map((i) => chip(i, at)).join(" ")}</p>`;
  const shown = game.found.slice(0, 4).map(row).join("");
  const more = game.found.length > 4 ? paragraph(safe(say("chips_more", { count: game.found.length - 4 })), "note") : "";
  return paragraph(game.found.length === 1 ? rich("chips_one") : game.found.length ? rich("chips_several", { count: game.found.length }) : rich("none_pure")) + shown + more;
}
