// Who would leave a profile, by which change and for how much; and the inequality that binds.

const gainOf = (game, { i, k, to }, at) => ({
  state: states[i], now: doing(actions[i][profiles[at][i]]), other: doing(actions[i][k]),
  before: payoff(game.u[i * profiles.length + at]), after: payoff(game.u[i * profiles.length + to]),
});

// Why a profile is an equilibrium or is none, in lines: each state that gains, by how much and through which change.
function reasons(game, at) {
  const leaving = leavers(game, at);
  if (leaving.length) return leaving.map((each) => rich("would_gain", { ...gainOf(game, each, at), gain: number(each.gain) }));
  const closest = deviations(game, at).reduce((a, b) => (a && a.gain >= b.gain ? a : b), null);
  if (!closest) return [rich("nobody_gains")];
  const indifferent = Math.abs(closest.gain) <= game.slack[closest.i];
  const nearest = rich(indifferent ? "indifferent" : "closest_to_leave", { ...gainOf(game, closest, at), loss: number(Math.abs(closest.gain)) });
  return [rich("nobody_gains"), nearest];
}

const bulleted = (lines) => (lines.length < 2 ? lines.map((line) => paragraph(line)).join("") : `<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`);

function showLeavers(game) {
  byId("leavers").innerHTML = paragraph(rich("profile_chosen", { play: play(chosen) })) + bulleted(reasons(game, chosen));
}

// A payoff is affine in the own threat: minus the threat times a weight, minus what is paid whatever happens.
function inequality(game) {
  const count = profiles.length, bare = payoffs(settings, game.t.map(() => 0)), unit = payoffs(settings, game.t.map(() => 1));
  const rows = states.map((name, i) => {
    const terms = (at) => ({ weight: bare[i * count + at] - unit[i * count + at], cost: -bare[i * count + at], loss: -game.u[i * count + at] });
    const rivals = actions[i].map((_, k) => chosen + (k - profiles[chosen][i]) * strides[i]).filter((at) => at !== chosen);
    if (!rivals.length) return null;
    const rival = rivals.reduce((a, b) => (game.u[i * count + a] >= game.u[i * count + b] ? a : b));
    const here = terms(chosen), there = terms(rival);
    return { name, i, here, there, rival, margin: there.loss - here.loss };
  }).filter(Boolean);
  const tightest = Math.min(...rows.map((row) => row.margin));
  const term = (t, T) => `${number(T)} × ${number(t.weight)} + ${number(t.cost)} = <b>${number(t.loss)}</b>`;
  const items = rows.map((row) => {
    const binds = row.margin === tightest, own = actions[row.i][profiles[chosen][row.i]], other = actions[row.i][profiles[row.rival][row.i]];
    const holds = row.margin >= 0;
    const switching = (row.there.cost - row.here.cost) / (row.here.weight - row.there.weight);
    const at = Number.isFinite(switching) && switching > 0 ? ` ${rich("inequality_equal", { threat: number(switching), now: number(game.t[row.i]) })}` : "";
    const margin = holds ? rich("inequality_holds", { margin: number(row.margin) }) : `<b>${rich("inequality_fails")}</b> ${rich("inequality_gain", { gain: number(-row.margin), doing: doing(other) })}`;
    return `<li class="${binds ? "binds" : ""}"><p><b>${safe(row.name)}</b> ${rich("inequality_rather", { does: does(own), doing: doing(other) })}${binds ? ` <span class="tag">${rich("binds")}</span>` : ""}</p>
      <p class="terms"><span>${term(row.here, game.t[row.i])}</span> ${holds ? "≤" : "&gt;"} <span>${term(row.there, game.t[row.i])}</span></p>
      <p class="note">${margin}${at}</p></li>`;
  }).join("");
  return `${paragraph(rich("inequality_intro"))}<ul>${items}</ul>`;
}

function listenToInequality() {
  byId("show").addEventListener("click", () => {
    const opened = byId("inequality").hidden;
    byId("inequality").hidden = !opened;
    byId("show").setAttribute("aria-expanded", String(opened));
    byId("show").textContent = say(opened ? "hide_inequality" : "show_inequality");
  });
}
