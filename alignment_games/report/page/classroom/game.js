// The game that is on the table: who chooses, payoffs, regrets and equilibria, with the tolerance that Python uses.
// DATA, threats(p), PAYS and heldAt(p, coalition, aid) come before this, put together by report/classroom.py.
const byId = (id) => document.getElementById(id);
const states = DATA.states, n = states.length, menus = DATA.menus;
const start = DATA.sliders.map((slider) => slider.value);
const moved = (kind) => DATA.sliders.findIndex((slider) => slider.kind === kind);
let settings = start.slice();
let held = DATA.held.slice(); // what a state does that has no choice, else null
let actions, sizes, profiles, movers, rowPlayer, columnPlayer, fixedPlayers, strides, chosen, sums, whole;

function offer(wanted) {
  held = wanted;
  actions = menus.map((menu, i) => (held[i] === null ? menu : [held[i]]));
  sizes = actions.map((own) => own.length);
  profiles = sizes.reduce((all, m) => all.flatMap((head) => [...Array(m).keys()].map((k) => [...head, k])), [[]]);
  movers = [...states.keys()].filter((i) => sizes[i] > 1);
  if (movers.length < 2) movers = [...states.keys()];
  [rowPlayer, columnPlayer] = movers;
  fixedPlayers = [...states.keys()].filter((i) => !movers.includes(i));
  strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((a, b) => a * b, 1));
  const recorded = DATA.recorded && DATA.recorded.map((label, i) => actions[i].indexOf(label));
  chosen = recorded && !recorded.includes(-1) ? indexOf(recorded) : 0;
  ({ sums, whole } = lentSums());
}

const indexOf = (profile) => profile.reduce((sum, k, i) => sum + k * strides[i], 0);

// What the others lend to each state and to the threat: fixed by who does what, whatever the settings.
function lentSums() {
  const lent = (what) => actions.map((own, i) => own.map((label) => DATA.lent[what][i][menus[i].indexOf(label)]));
  const lends = lent("lends"), aids = lent("aids");
  const total = (profile, figures, but, share) => profile.reduce((sum, k, j) => (j === but ? sum : sum + figures[j][k] * (share ? share[j] : 1)), 0);
  return {
    sums: states.map((_, i) => profiles.map((profile) => (profile[i] ? null : {
      help: total(profile, lends, i, DATA.lent.arrives[i]), aid: total(profile, aids, i), coalition: total(profile, lends, i),
    }))),
    whole: profiles.map((profile) => ({ coalition: total(profile, lends, -1), aid: total(profile, aids, -1) })),
  };
}

// One flat array, player by player, the last player's action changing fastest. Intent nowhere is the limit of hardly any.
function payoffs(p, t) {
  const count = profiles.length, flat = new Array(n * count);
  const at = p.map((value, k) => (DATA.sliders[k].kind === "intent" ? Math.max(value, 1e-200) : value));
  for (let i = 0; i < n; i++) {
    const pays = PAYS[i](at, t), on = actions[i].map((label) => menus[i].indexOf(label));
    sums[i].forEach((lent, base) => {
      if (!lent) return;
      const own = pays(lent.help, lent.aid, lent.coalition);
      on.forEach((entry, k) => { flat[i * count + base + k * strides[i]] = own[entry]; });
    });
  }
  return flat;
}

const heldChances = (p) => whole.map(({ coalition, aid }) => heldAt(p, coalition, aid)[0]);

function solve(values) {
  const t = threats(values);
  return judged(t, payoffs(values, t));
}

// Best replies and equilibria where the payoffs are u.
function judged(t, u) {
  const count = profiles.length;
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

// Every change that one state could make alone in a profile: what it would gain, less than nothing where it would lose.
function deviations(game, at) {
  const count = profiles.length;
  return movers.flatMap((i) => actions[i].flatMap((_, k) => {
    const to = at + (k - profiles[at][i]) * strides[i];
    if (to === at) return [];
    const gain = game.u[i * count + to] - game.u[i * count + at];
    return [{ i, k, to, gain, pays: gain > game.slack[i] }];
  }));
}

// The best change of each state that would gain by one.
function leavers(game, at) {
  const best = new Map();
  for (const each of deviations(game, at)) if (each.pays && !(best.get(each.i)?.gain >= each.gain)) best.set(each.i, each);
  return [...best.values()];
}
