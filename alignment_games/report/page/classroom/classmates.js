// Play against classmates: a role for each state that chooses, with a perception that only it knows. On one device that
// goes round, or on cards of paper; a number repeats the deal.

let round = null;
let rounds = 0;
const given = new Map(); // what each state has given away over the rounds

// A generator that gives the same shares for the same number (mulberry32).
function shares(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const perceptionOf = (i) => DATA.sliders.findIndex((slider) => slider.name === `own_${i}`);

// Each role's perception, in twentieths of its slider; all else is as on the sliders.
function dealt(number) {
  const next = shares(number);
  return new Map(movers.map((i) => {
    const { low, high } = DATA.sliders[perceptionOf(i)];
    return [i, low + (high - low) * (1 + Math.floor(19 * next())) / 20];
  }));
}

// A role reckons with its own perception, and with the others' as on the sliders.
function viewOf(i, perceptions) {
  const values = settings.slice();
  if (perceptions.has(i)) values[perceptionOf(i)] = perceptions.get(i);
  const t = threats(values);
  return { threat: t[i], own: payoffs(values, t).slice(i * profiles.length, (i + 1) * profiles.length) };
}

function newRound() {
  const field = byId("deal");
  const number = Math.min(9999, Math.max(1, Math.round(Number(field.value)) || 1));
  field.value = number;
  const perceptions = dealt(number);
  const views = states.map((_, i) => viewOf(i, perceptions));
  round = { number, perceptions, game: judged(views.map((view) => view.threat), views.flatMap((view) => view.own)), picks: new Map(), turn: 0 };
  endTasks();
  if (quiz) leave();
  update();
}

// What a role knows, and what it gets from each answer against each play of the others.
function roleHtml(i) {
  const others = movers.filter((j) => j !== i);
  const all = profiles.flatMap((profile, at) => (profile[i] === 0 ? [at] : []));
  const alike = all.filter((at) => new Set(others.map((j) => actions[j][profiles[at][j]])).size < 2);
  const rows = all.length <= 9 ? all : alike;
  const head = actions[i].map((label) => `<th scope="col">${headed(label)}</th>`).join("");
  const cells = (at) => actions[i].map((_, k) => `<td>${payoff(round.game.u[i * profiles.length + at + k * strides[i]])}</td>`).join("");
  const body = rows.map((at) => `<tr><th scope="row">${safe(play(at, others))}</th>${cells(at)}</tr>`).join("");
  const kind = DATA.sliders[perceptionOf(i)].kind;
  return `${paragraph(rich(`role_${kind}`, { state: states[i], against: DATA.against, value: figure(round.perceptions.get(i)), threat: number(round.game.t[i]) }))}
    <table class="role"><caption>${rich(rows.length < all.length ? "role_table_some" : "role_table")}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function handOver() {
  const i = movers[round.turn];
  byId("table").innerHTML = i === undefined ? revealHtml() : `${paragraph(rich("hand_over", { state: states[i] }), "judged")}<p class="buttons"><button type="button" class="main" data-play="look">${rich("i_am", { state: states[i] })}</button></p>`;
  byId("table").focus();
}

function look() {
  const i = movers[round.turn];
  byId("table").innerHTML = `${roleHtml(i)}<form id="pick-form" autocomplete="off"><div class="choices">${choiceOf(i, "pick")}</div><p class="buttons"><button type="submit" class="main">${rich("lock_in")}</button></p></form>`;
}

function enterHtml() {
  return `${paragraph(rich("enter_hint", { number: round.number }))}<form id="all-form" autocomplete="off"><div class="choices">${movers.map((i) => choiceOf(i, "all")).join("")}</div><p class="buttons"><button type="submit" class="main">${rich("reveal")}</button></p></form>`;
}

// What came of it: each role's payoff by its own lights, what it gave away, whether anybody would do otherwise.
function revealHtml() {
  const { game, picks, perceptions } = round;
  const at = indexOf(states.map((_, i) => picks.get(i) || 0)), leaving = leavers(game, at);
  rounds += 1;
  const lines = movers.map((i) => {
    const better = leaving.find((each) => each.i === i), gave = better ? better.gain : 0;
    given.set(i, (given.get(i) || 0) + gave);
    const did = rich("came_of_it", { play: stateDoes(i, at), value: figure(perceptions.get(i)), payoff: payoff(game.u[i * profiles.length + at]) });
    return `${did} ${better ? rich("better_by", { doing: doing(actions[i][better.k]), gain: number(gave) }) : rich("best_it_could")} ${rounds > 1 ? rich("given_away", { rounds, total: number(given.get(i)) }) : ""}`;
  });
  const stands = leaving.length ? rich("play_left", { states: listed(leaving.map((each) => states[each.i])) }) : rich("play_stands");
  return `${paragraph(rich("told", { play: play(at), chance: number(heldChances(settings)[at]) }) + ".", "judged")}<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>
    ${paragraph(stands)}${paragraph(rich("equilibria_here", { plays: playsOf(game) }))}<p class="buttons"><button type="button" class="main" data-play="again">${rich("play_again")}</button></p>`;
}

function oneDevice() { newRound(); handOver(); }

function enterAnswers() {
  newRound();
  byId("table").innerHTML = enterHtml();
  byId("table").focus();
}

const PLAY = { look, again() { byId("deal").value = 1 + Math.floor(9999 * Math.random()); oneDevice(); } };

function listenToClassmates() {
  byId("deal").value = 1 + Math.floor(9999 * Math.random());
  byId("one-device").addEventListener("click", oneDevice);
  byId("enter").addEventListener("click", enterAnswers);
  byId("table").addEventListener("click", (event) => { const button = event.target.closest("[data-play]"); if (button) PLAY[button.dataset.play](); });
  byId("table").addEventListener("submit", (event) => {
    event.preventDefault();
    const one = event.target.id === "pick-form";
    for (const i of one ? [movers[round.turn]] : movers) round.picks.set(i, Number(event.target.querySelector(`[name=${one ? "pick" : "all"}-${i}]`).value));
    round.turn = one ? round.turn + 1 : movers.length;
    handOver();
  });
}
