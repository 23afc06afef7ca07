// Mixed equilibria, in closed form: two states that mix over any of their actions, or three over two actions each,
// while the others play one action for sure. What an equilibrium may use is cut down first by strict dominance, so that
// it is known when these are all that there are; payoffs that tie may hide a whole range of equilibria, and are noted.

function mixedEquilibria(game) {
  const kept = undominated(game), open = states.map((_, i) => i).filter((i) => kept[i].length > 1);
  const search = { game, found: [], tied: game.found.some((at) => states.some((_, i) => replies(game, i, pureMix(at)).length > 1)) };
  for (const who of [...subsets(open, 2), ...subsets(open, 3)]) {
    for (const rest of choices(states.map((_, i) => (who.includes(i) ? [0] : kept[i])))) {
      const pairs = who.map((i) => subsets(kept[i], 2));
      if (who.length === 3) choices(pairs).forEach((supports) => threeMix(search, who, supports, rest));
      else for (let k = 2; k <= Math.min(...who.map((i) => kept[i].length)); k++) {
        choices(who.map((i) => subsets(kept[i], k))).forEach((supports) => twoMix(search, who, supports, rest));
      }
    }
  }
  const searched = open.length < 3 || (open.length === 3 && open.every((i) => kept[i].length === 2));
  return { found: search.found, tied: search.tied, complete: searched && !search.tied };
}

// Actions that survive iterated strict dominance by another action.
function undominated({ u, slack }) {
  const kept = sizes.map((m) => [...Array(m).keys()]);
  for (let cut = true; cut;) {
    cut = false;
    for (const i of states.keys()) {
      const others = choices(kept.map((own, j) => (j === i ? [0] : own))).map(indexOf);
      const worse = (a, b) => others.every((at) => pay(u, i, at + a * strides[i]) < pay(u, i, at + b * strides[i]) - slack[i]);
      const left = kept[i].filter((a) => !kept[i].some((b) => worse(a, b)));
      cut = cut || left.length < kept[i].length;
      kept[i] = left;
    }
  }
  return kept;
}

// Each state's mixture makes the other indifferent over its support: two systems of linear equations.
function twoMix(search, who, supports, rest) {
  const { u } = search.game;
  const mixes = [0, 1].map((own) => {
    const [i, j] = [who[own], who[1 - own]];
    const row = (b) => [...supports[own].map((a) => pay(u, j, indexOf(placed(rest, [i, j], [a, b])))), -1, 0];
    return linear([...supports[1 - own].map(row), [...supports[own].map(() => 1), 0, 1]]);
  });
  if (mixes.includes(NONE)) return;
  if (mixes.includes(MANY)) search.tied = true;
  else consider(search, who, supports, rest, mixes.map((solved) => solved.slice(0, -1)));
}

// Indifference of each is bilinear in the others' two shares: g = a + b x + c y + d x y. The first share gives the other
// two as ratios, and these put into the third equation leave a quadratic one.
function threeMix(search, who, supports, rest) {
  const { u } = search.game;
  const gain = (i, j, x, y) => {
    const other = 3 - i - j;
    const at = (own) => indexOf(placed(rest, [who[i], who[j], who[other]], [supports[i][own], supports[j][x], supports[other][y]]));
    return pay(u, who[i], at(0)) - pay(u, who[i], at(1));
  };
  const bilinear = (i, j) => {
    const g = [gain(i, j, 1, 1), gain(i, j, 0, 1), gain(i, j, 1, 0), gain(i, j, 0, 0)];
    return [g[0], g[1] - g[0], g[2] - g[0], g[3] - g[2] - g[1] + g[0]];
  };
  let flat = 0;
  for (const [p, q, r] of [[0, 1, 2], [1, 2, 0], [2, 0, 1]]) {
    const [Q, R, P] = [bilinear(r, p), bilinear(q, p), bilinear(p, q)]; // in the shares (p, q), (p, r) and (q, r)
    const [top, low] = [[[-Q[0], -Q[1]], [-R[0], -R[1]]], [[Q[2], Q[3]], [R[2], R[3]]]];
    const terms = [[P[0], low[0], low[1]], [P[1], top[0], low[1]], [P[2], low[0], top[1]], [P[3], top[0], top[1]]];
    const sum = (power) => terms.reduce((all, [k, f, g]) => all + k * [f[0] * g[0], f[0] * g[1] + f[1] * g[0], f[1] * g[1]][power], 0);
    const [a, b, c] = [sum(2), sum(1), sum(0)];
    flat += Math.max(Math.abs(a), Math.abs(b), Math.abs(c)) < 1e-12 * terms.reduce((all, [k]) => all + Math.abs(k), 0) ** 3;
    for (const x of quadratic(a, b, c)) {
      const shares = [0, 0, 0];
      [shares[p], shares[q], shares[r]] = [x, ...[0, 1].map((k) => (top[k][0] + top[k][1] * x) / (low[k][0] + low[k][1] * x))];
      consider(search, who, supports, rest, shares.map((share) => [share, 1 - share]));
    }
  }
  search.tied = search.tied || flat === 3;
}

// Keeps a mixture in which every share is positive and nobody gains by another action; each one once.
function consider(search, who, supports, rest, shares) {
  const least = Math.min(...shares.flat());
  if (!(least > -NEAR)) return;
  const mix = pureMix(indexOf(placed(rest, who, who.map((_, k) => supports[k][0]))));
  who.forEach((i, k) => { mix[i] = mix[i].map((_, a) => (supports[k].includes(a) ? shares[k][supports[k].indexOf(a)] : 0)); });
  const best = states.map((_, i) => replies(search.game, i, mix));
  if (!mix.every((own, i) => own.every((share, a) => share === 0 || best[i].includes(a)))) return;
  search.tied = search.tied || least < NEAR || best.some((own, i) => own.length > mix[i].filter((share) => share !== 0).length);
  const same = (other) => other.every((own, i) => own.every((share, a) => Math.abs(share - mix[i][a]) < 100 * NEAR));
  if (least >= NEAR && !search.found.some(same)) search.found.push(mix);
}

// ---- small tools ----

const NEAR = 1e-9, NONE = "none", MANY = "many";
const pay = (u, i, at) => u[i * profiles.length + at];
const pureMix = (at) => sizes.map((m, i) => [...Array(m).keys()].map((k) => (k === profiles[at][i] ? 1 : 0)));
const placed = (rest, who, actions) => rest.map((k, i) => (who.includes(i) ? actions[who.indexOf(i)] : k));
const choices = (lists) => lists.reduce((all, own) => all.flatMap((head) => own.map((each) => [...head, each])), [[]]);
const subsets = (items, size) => (size === 0 ? [[]] : items.flatMap((first, k) => subsets(items.slice(k + 1), size - 1).map((rest) => [first, ...rest])));

const chanceOf = (mix, at, but) => profiles[at].reduce((all, k, j) => (j === but ? all : all * mix[j][k]), 1);

// The best replies of one state to the others' mixtures.
function replies({ u, slack }, i, mix) {
  const expected = mix[i].map(() => 0);
  for (const at of profiles.keys()) expected[profiles[at][i]] += chanceOf(mix, at, i) * pay(u, i, at);
  const top = Math.max(...expected);
  return [...expected.keys()].filter((k) => expected[k] >= top - slack[i]);
}

// The solution of linear equations, each row with its right side last, by elimination with pivots.
function linear(rows) {
  const m = rows.map((row) => row.slice()), size = m.length, small = 1e-12 * Math.max(...m.flat().map(Math.abs));
  let rank = 0;
  for (let column = 0; column < size; column++) {
    const pivot = [...m.keys()].slice(rank).reduce((a, b) => (Math.abs(m[b][column]) > Math.abs(m[a][column]) ? b : a), rank);
    if (rank === size || Math.abs(m[pivot][column]) < small) continue;
    [m[rank], m[pivot]] = [m[pivot], m[rank]];
    for (let row = 0; row < size; row++) {
      const factor = m[row][column] / m[rank][column];
      if (row !== rank) m[row] = m[row].map((value, k) => value - factor * m[rank][k]);
    }
    rank++;
  }
  if (m.slice(rank).some((row) => Math.abs(row[size]) > small)) return NONE;
  return rank < size ? MANY : m.map((row, k) => row[size] / row[k]);
}

function quadratic(a, b, c) {
  const root = Math.sqrt(b * b - 4 * a * c), half = -(b + (b < 0 ? -root : root)) / 2;
  return [half / a, c / half].filter(Number.isFinite);
}
