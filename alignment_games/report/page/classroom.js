// DATA, threats(p), payoffs(p, t), held(p), mixed.js and map.js come before this, put together by report/classroom.py.
const byId = (id) => document.getElementById(id);
const states = DATA.states, actions = DATA.actions, n = states.length;
const sizes = actions.map((own) => own.length);
const profiles = sizes.reduce((all, m) => all.flatMap((head) => [...Array(m).keys()].map((k) => [...head, k])), [[]]);
const movers = actions.map((_, i) => i).filter((i) => sizes[i] > 1);
if (movers.length < 2) movers.splice(0, movers.length, ...actions.keys());
const [rowPlayer, columnPlayer] = movers, fixedPlayers = [...actions.keys()].filter((i) => !movers.includes(i));
const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((a, b) => a * b, 1));
const indexOf = (profile) => profile.reduce((sum, k, i) => sum + k * strides[i], 0);
const start = DATA.sliders.map((slider) => slider.value);
let settings = start.slice();
let chosen = DATA.recorded ? indexOf(DATA.recorded.map((label, i) => actions[i].indexOf(label))) : 0;
let quiz = null;

// ---- the game: regrets and equilibria, with the tolerance that Python uses ----

function solve(values) {
  const t = threats(values), u = payoffs(values, t), count = profiles.length;
  const best = [], slack = [];
  const equilibrium = Array(count).fill(true);
  for (let i = 0; i < n; i++) {
    const own = u.slice(i * count, (i + 1) * count);
    slack.push(DATA.tolerance * (Math.max(...own) - Math.min(...own)));
    best.push(own.map((value, at) => value >= bestReply(own, i, at) - slack[i]));
    best[i].forEach((good, at) => { equilibrium[at] = equilibrium[at] && good; });
  }
  return { t, u, slack, best, equilibrium, found: [...equilibrium.keys()].filter((at) => equilibrium[at]) };
}

function bestReply(own, i, at) {
  const base = at - profiles[at][i] * strides[i];
  let top = -Infinity;
  for (let k = 0; k < sizes[i]; k++) top = Math.max(top, own[base + k * strides[i]]);
  return top;
}

// ---- words ----

const number = (x) => (x === 0 ? "0" : Math.abs(x) < 0.001 ? x.toExponential(1) : x.toPrecision(3)).replace("-", "−");
const payoff = (x) => x.toFixed(3).replace("-", "−");
const does = (label) => DATA.words[label][0], doing = (label) => DATA.words[label][1];
const named = (label) => label.replaceAll("_", "-");
const listed = (names) => (names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " and " + names[names.length - 1]);

function play(at, who = [...states.keys()]) {
  const groups = new Map();
  for (const i of who) {
    const label = actions[i][profiles[at][i]];
    groups.set(label, [...(groups.get(label) || []), states[i]]);
  }
  return listed([...groups].map(([label, who]) => listed(who) + " " + plural(does(label), who.length)));
}

// "passes the buck" becomes "pass the buck" when several do it.
const plural = (verb, count) => (count < 2 ? verb : verb.replace(/^(\w+?)(sses|s)\b/, (_, stem, end) => stem + (end === "sses" ? "ss" : "")));

function sentence(game) {
  const chance = held(settings), mixed = mixedEquilibria(game);
  const told = (mix) => `${mixedPlay(mix)}; the threat is held with chance ${number(chance.reduce((sum, own, at) => sum + own * chanceOf(mix, at), 0))}`;
  const pure = game.found.map(pureMix);
  let text = equilibria(pure.map(told), mixed.found.length ? " in pure strategies" : "");
  if (!pure.length) text = paragraph("There is no equilibrium in pure strategies here: from every profile somebody would leave, and the states can only mix.");
  text += equilibria(mixed.found.map(told), " in mixed strategies");
  const meaning = mixed.found.length ? "A state that mixes is indifferent between what it mixes: the others’ payoffs, not its own, fix its probabilities. " : "";
  text += `<p class="note">${safe(meaning + verdict(mixed))}</p>`;
  if (DATA.recorded) text += `<p class="record">${safe(record(game))}</p>`;
  return text;
}

function equilibria(told, kind) {
  if (told.length < 2) return told.map((each) => paragraph(`One equilibrium${kind}: ${each}.`)).join("");
  return paragraph(`${told.length} equilibria${kind}:`) + "<ul>" + told.map((each) => `<li>${safe(each)}.</li>`).join("") + "</ul>";
}

function verdict(mixed) {
  if (mixed.complete) return "There is no other equilibrium, pure or mixed.";
  if (mixed.tied) return "Somebody is indifferent here, so there may be a whole range of further mixed equilibria; the page does not compute ranges.";
  return "Mixtures of three states over more than two actions, or of four states, are not computed on this page; the Python package computes them.";
}

// "France balances with probability 0.24 and passes the buck with probability 0.76" beside what is played for sure.
function mixedPlay(mix) {
  const sure = movers.filter((i) => mix[i].includes(1));
  const mixing = movers.filter((i) => !sure.includes(i)).map((i) => `${states[i]} ${listed(actions[i].flatMap((label, k) => (mix[i][k] ? [`${does(label)} with probability ${number(mix[i][k])}`] : [])))}`);
  return [...mixing, ...(sure.length ? [play(indexOf(mix.map((own) => Math.max(0, own.indexOf(1)))), sure)] : [])].join("; ");
}

function record(game) {
  const at = indexOf(DATA.recorded.map((label, i) => actions[i].indexOf(label)));
  const leaving = states.filter((_, i) => !game.best[i][at]);
  const verdict = leaving.length ? `not an equilibrium at these settings, because ${listed(leaving)} would do better otherwise` : "an equilibrium at these settings";
  return `Recorded in ${DATA.year}: ${play(at)}; ${verdict}.`;
}

const safe = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const paragraph = (text) => `<p>${safe(text)}</p>`;

// ---- settings ----

function buildSliders() {
  byId("sliders").innerHTML = DATA.sliders.map((s, k) => `<div class="slider"><label for="slider-${k}">${safe(s.label)} <output id="value-${k}" for="slider-${k}"></output></label>
    <input type="range" id="slider-${k}" name="${s.name}" min="${s.low}" max="${s.high}" step="${(s.high - s.low) / 1000}"></div>`).join("");
  DATA.sliders.forEach((_, k) => byId(`slider-${k}`).addEventListener("input", (event) => {
    settings[k] = Number(event.target.value);
    update();
  }));
}

// A slider sits on a grid; the settings themselves keep the exact figure.
function showSettings(t) {
  DATA.sliders.forEach((_, k) => {
    const slider = byId(`slider-${k}`);
    if (Number(slider.value) !== settings[k]) slider.value = settings[k];
    byId(`value-${k}`).textContent = number(settings[k]);
    slider.setAttribute("aria-valuetext", number(settings[k]));
  });
  const top = Math.max(1, ...t);
  byId("threats").innerHTML = states.map((name, i) => `<div class="bar"><span>${safe(name)}</span><div class="track"><div class="fill" style="width:${100 * t[i] / top}%"></div></div><span>${number(t[i])}</span></div>`).join("");
}

// ---- payoffs ----

function buildPanels() {
  const others = profiles.filter((p) => p[rowPlayer] === 0 && p[columnPlayer] === 0);
  const at = (rest, a, b) => indexOf(rest.map((k, i) => (i === rowPlayer ? a : i === columnPlayer ? b : k)));
  byId("order").textContent = `Payoffs in the order ${movers.map((i) => states[i]).join(", ")}.`;
  byId("fixed").textContent = fixedPlayers.length ? `As recorded, whatever the others do: ${listed(fixedPlayers.map((i) => `${states[i]} ${does(actions[i][0])}`))}.` : "";
  byId("panels").classList.toggle("many", movers.length > 3);
  byId("panels").innerHTML = others.map((rest) => {
    const fixed = movers.slice(2).map((i) => `${safe(states[i])}: <b>${safe(named(actions[i][rest[i]]))}</b>`).join(", ");
    const head = actions[columnPlayer].map((label) => `<th scope="col">${safe(named(label))}</th>`).join("");
    const rows = actions[rowPlayer].map((label, a) => `<tr><th scope="row">${safe(named(label))}</th>` + actions[columnPlayer].map((_, b) =>
      `<td><button type="button" class="cell" data-profile="${at(rest, a, b)}"></button></td>`).join("") + "</tr>").join("");
    return `<div class="panel"><table><caption>${safe(states[rowPlayer])} (rows), ${safe(states[columnPlayer])} (columns)${fixed ? "; " + fixed : ""}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
  }).join("");
  byId("panels").addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) { chosen = Number(cell.dataset.profile); update(); }
  });
}

function showPanels(game) {
  const hide = quiz && !quiz.revealed, count = profiles.length;
  document.querySelectorAll(".cell").forEach((cell) => {
    const at = Number(cell.dataset.profile);
    const numbers = movers.map((i) => {
      const text = payoff(game.u[i * count + at]);
      return game.best[i][at] && !hide ? `<u>${text}</u>` : text;
    });
    const here = game.equilibrium[at] && !hide;
    cell.innerHTML = numbers.join(", ");
    cell.classList.toggle("equilibrium", here);
    cell.setAttribute("aria-pressed", String(at === chosen && !hide));
    const best = movers.filter((i) => game.best[i][at]).map((i) => states[i]);
    const said = hide ? "" : here ? "; equilibrium" : best.length ? `; best reply of ${listed(best)}` : "";
    cell.setAttribute("aria-label", `${play(at)}: payoffs ${movers.map((i) => `${states[i]} ${payoff(game.u[i * count + at])}`).join(", ")}${said}`);
  });
}

// ---- the inequality that binds ----

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
    const at = Number.isFinite(switching) && switching > 0 ? ` The two sides are equal at a threat of ${number(switching)}; it is now ${number(game.t[row.i])}.` : "";
    return `<li class="${binds ? "binds" : ""}"><p><b>${safe(row.name)}</b> ${safe(does(own))} rather than ${safe(doing(other))}${binds ? " <span class=\"tag\">binds</span>" : ""}</p>
      <p class="terms"><span>${term(row.here, game.t[row.i])}</span> ${holds ? "≤" : "&gt;"} <span>${term(row.there, game.t[row.i])}</span></p>
      <p class="note">${holds ? `Holds with a margin of ${number(row.margin)}.` : `<b>Fails</b>: it would gain ${number(-row.margin)} by ${safe(doing(other))}.`}${safe(at)}</p></li>`;
  }).join("");
  return `<p>The profile: ${safe(play(chosen))}. A state stays where its loss is the smaller: threat × chance of defeat, as exposed as it is, + cost.</p><ul>${items}</ul>`;
}

// ---- phase diagram ----

const CELLS = 64, LEFT = 58, BOTTOM = 396, WIDE = 490, HIGH = 380;
const PALETTE = ["#8ecae6", "#ffb703", "#a3b18a", "#e5989b", "#cdb4db", "#fb8500", "#52b69a", "#d4a373", "#6d9dc5", "#ffd6a5", "#b5e48c", "#c9ada7", "#f28482", "#84a59d", "#f6e27f", "#b8c0ff", "#99582a", "#ff99c8"];
const colours = new Map();
const axes = DATA.sliders.map((s, k) => ({ label: s.label, low: s.low, high: s.high, move: k }));
const along = (axis, share) => axis.low + share * (axis.high - axis.low);
const position = (axis) => (settings[axis.move] - axis.low) / (axis.high - axis.low);

function buildAxes() {
  const names = DATA.sliders.map((s) => s.name);
  const upwards = names.includes("securitization") ? "securitization" : "power";
  for (const [id, first] of [["x-axis", names.indexOf("burden")], ["y-axis", names.indexOf(upwards)]]) {
    byId(id).innerHTML = axes.map((axis, k) => `<option value="${k}"${k === first ? " selected" : ""}>${safe(axis.label)}</option>`).join("");
    byId(id).addEventListener("change", update);
  }
}

const axis = (id) => axes[Number(byId(id).value)];
const colour = (key) => {
  if (!colours.has(key)) colours.set(key, PALETTE[colours.size % PALETTE.length]);
  return colours.get(key);
};

function move(xShare, yShare) {
  for (const [id, share] of [["y-axis", yShare], ["x-axis", xShare]]) {
    settings[axis(id).move] = along(axis(id), Math.min(1, Math.max(0, share)));
  }
  update();
}

function regimes() {
  const grid = [];
  const x = axis("x-axis"), y = axis("y-axis");
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const values = settings.slice();
      values[y.move] = along(y, (row + 0.5) / CELLS);
      values[x.move] = along(x, (column + 0.5) / CELLS);
      grid.push(solve(values).found.join(" "));
    }
  }
  return grid;
}

function showDiagram(game) {
  const grid = regimes(), areas = new Map();
  grid.forEach((key) => areas.set(key, (areas.get(key) || 0) + 1));
  const order = [...areas.keys()].sort((a, b) => areas.get(b) - areas.get(a));
  const letters = new Map(order.map((key, k) => [key, k < 26 ? String.fromCharCode(65 + k) : "·"]));
  const w = WIDE / CELLS, h = HIGH / CELLS;
  let drawn = "", marks = "";
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS;) {
      const key = grid[row * CELLS + column];
      let end = column + 1;
      while (end < CELLS && grid[row * CELLS + end] === key) end++;
      drawn += `<rect x="${(LEFT + column * w).toFixed(2)}" y="${(BOTTOM - (row + 1) * h).toFixed(2)}" width="${((end - column) * w + 0.4).toFixed(2)}" height="${(h + 0.4).toFixed(2)}" fill="${colour(key)}"/>`;
      column = end;
    }
  }
  for (const key of order) if (areas.get(key) >= 0.012 * CELLS * CELLS) marks += letterAt(grid, key, letters.get(key), w, h);
  byId("diagram").innerHTML = `<g shape-rendering="crispEdges">${drawn}</g>` + marks + frame() + point();
  const here = game.found.join(" ");
  const shown = order.slice(0, 10);
  if (!shown.includes(here)) shown.push(here);
  byId("legend").innerHTML = shown.map((key) => `<li class="${key === here ? "here" : ""}"><span class="swatch" style="background:${colour(key)}">${letters.get(key) || "·"}</span><span>${legend(key)}${key === here ? " (here)" : ""}</span></li>`).join("");
  byId("diagram-here").textContent = `${axis("x-axis").label} ${number(along(axis("x-axis"), position(axis("x-axis"))))}, ${axis("y-axis").label} ${number(along(axis("y-axis"), position(axis("y-axis"))))}: ${legend(here).replaceAll("<br>", "; or ")}`;
}

const legend = (key) => (key === "" ? "no equilibrium in pure strategies" : key.split(" ").map((at) => safe(play(Number(at), movers))).join("<br>or "));

// The letter stands where a region is thickest: the cell farthest from the nearest other region.
function letterAt(grid, key, letter, w, h) {
  let top = -1, at = 0;
  for (let cell = 0; cell < grid.length; cell++) {
    if (grid[cell] !== key) continue;
    const row = Math.floor(cell / CELLS), column = cell % CELLS;
    let room = 0;
    const free = (r, c) => r >= 0 && c >= 0 && r < CELLS && c < CELLS && grid[r * CELLS + c] === key;
    while (free(row - room - 1, column) && free(row + room + 1, column) && free(row, column - room - 1) && free(row, column + room + 1)) room++;
    if (room > top) { top = room; at = cell; }
  }
  if (top < 1) return "";
  return `<text class="letter" x="${LEFT + (at % CELLS + 0.5) * w}" y="${BOTTOM - (Math.floor(at / CELLS) + 0.5) * h}">${letter}</text>`;
}

function frame() {
  const x = axis("x-axis"), y = axis("y-axis");
  let text = `<rect x="${LEFT}" y="${BOTTOM - HIGH}" width="${WIDE}" height="${HIGH}" fill="none" stroke="#1c2430"/>`;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const across = LEFT + share * WIDE, up = BOTTOM - share * HIGH;
    const anchor = share === 1 ? "end" : share === 0 ? "start" : "middle";
    text += `<text x="${across}" y="${BOTTOM + 17}" text-anchor="${anchor}">${Number(along(x, share).toPrecision(3))}</text>`;
    text += `<text x="${LEFT - 6}" y="${up + (share === 1 ? 10 : 4)}" text-anchor="end">${Number(along(y, share).toPrecision(2))}</text>`;
  }
  text += `<text x="${LEFT + WIDE / 2}" y="${BOTTOM + 37}" text-anchor="middle" font-weight="600">${safe(x.label)}</text>`;
  return text + `<text transform="translate(14 ${BOTTOM - HIGH / 2}) rotate(-90)" text-anchor="middle" font-weight="600">${safe(y.label)}</text>`;
}

function point() {
  const cx = LEFT + position(axis("x-axis")) * WIDE, cy = BOTTOM - position(axis("y-axis")) * HIGH;
  return `<circle cx="${cx}" cy="${cy}" r="8" fill="none" stroke="#fff" stroke-width="4"/><circle cx="${cx}" cy="${cy}" r="8" fill="none" stroke="#1c2430" stroke-width="2"/><circle cx="${cx}" cy="${cy}" r="2" fill="#1c2430"/>`;
}

function listenToDiagram() {
  const diagram = byId("diagram");
  diagram.addEventListener("click", (event) => {
    const box = diagram.getBoundingClientRect(), scale = 560 / box.width;
    move(((event.clientX - box.left) * scale - LEFT) / WIDE, (BOTTOM - (event.clientY - box.top) * scale) / HIGH);
  });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  diagram.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [dx, dy] = steps[event.key];
    move(position(axis("x-axis")) + dx / CELLS, position(axis("y-axis")) + dy / CELLS);
  });
}

// ---- quiz ----

function ask() {
  quiz = { revealed: false, asked: (quiz ? quiz.asked : 0) + 1, right: quiz ? quiz.right : 0 };
  settings = DATA.sliders.map((s) => s.low + Math.random() * (s.high - s.low));
  byId("choices").innerHTML = movers.map((i) => `<label>${safe(states[i])} <select name="choice-${i}">${actions[i].map((label, k) => `<option value="${k}">${safe(does(label))}</option>`).join("")}</select></label>`).join("");
  byId("none").checked = false;
  byId("verdict").textContent = "";
  byId("ask").textContent = "Another question";
  update();
  byId("choices").querySelector("select").focus();
}

function reveal(event) {
  event.preventDefault();
  if (!quiz || quiz.revealed) return;
  const game = solve(settings);
  const guess = indexOf(states.map((_, i) => (movers.includes(i) ? Number(byId("choices").querySelector(`[name=choice-${i}]`).value) : 0)));
  const right = byId("none").checked ? !game.found.length : game.equilibrium[guess];
  quiz.revealed = true;
  quiz.right += right ? 1 : 0;
  const leaving = states.filter((_, i) => !game.best[i][guess]);
  const why = right ? "Right." : byId("none").checked || !leaving.length ? "Not quite: there is one." : `Not quite: there, ${listed(leaving)} would do better otherwise.`;
  byId("verdict").textContent = `${why} ${quiz.right} of ${quiz.asked} right so far.`;
  chosen = game.found.length ? game.found[0] : guess;
  update();
}

function leave() {
  quiz = null;
  byId("verdict").textContent = "";
  byId("ask").textContent = "Ask me";
  update();
  byId("ask").focus();
}

// ---- everything that depends on the settings ----

function update() {
  const game = solve(settings);
  const hide = Boolean(quiz && !quiz.revealed);
  document.body.classList.toggle("quiz", hide);
  byId("prediction").hidden = !hide;
  byId("leave").hidden = !quiz;
  DATA.sliders.forEach((_, k) => { byId(`slider-${k}`).disabled = hide; });
  byId("reset").disabled = hide;
  showSettings(game.t);
  showPanels(game);
  byId("sentence").innerHTML = hide ? "" : sentence(game);
  if (hide) return;
  byId("inequality").innerHTML = inequality(game);
  showMap(game);
  showDiagram(game);
}

buildSliders();
buildPanels();
buildAxes();
listenToDiagram();
byId("reset").addEventListener("click", () => { settings = start.slice(); update(); });
byId("ask").addEventListener("click", ask);
byId("leave").addEventListener("click", leave);
byId("prediction").addEventListener("submit", reveal);
byId("show").addEventListener("click", () => {
  const opened = byId("inequality").hidden;
  byId("inequality").hidden = !opened;
  byId("show").setAttribute("aria-expanded", String(opened));
  byId("show").textContent = opened ? "Hide the inequality" : "Show the inequality that binds";
});
update();
