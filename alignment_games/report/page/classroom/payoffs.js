// The tables of payoffs: two states across and down, one table for each choice of the others.

const MOST_PANELS = 4;
let panel = 0; // the table in view, where there are too many to show all

function buildPanels() {
  const others = profiles.filter((p) => p[rowPlayer] === 0 && p[columnPlayer] === 0);
  const at = (rest, a, b) => indexOf(rest.map((k, i) => (i === rowPlayer ? a : i === columnPlayer ? b : k)));
  const further = movers.slice(2);
  byId("order").textContent = say("payoffs_order", { states: movers.map((i) => states[i]).join(", ") });
  byId("fixed").textContent = fixedPlayers.length ? say("payoffs_fixed", { play: listed(fixedPlayers.map((i) => `${states[i]} ${does(actions[i][0])}`)) }) : "";
  byId("panels").classList.toggle("tall", sizes[columnPlayer] * movers.length > 9); // too wide for one line in a cell
  byId("panels").classList.toggle("crowded", sizes[columnPlayer] > 4);
  byId("panels").innerHTML = others.map((rest) => {
    const fixed = further.map((i) => `${safe(states[i])}: <b>${safe(named(actions[i][rest[i]]))}</b>`).join(", ");
    const head = actions[columnPlayer].map((label) => `<th scope="col">${headed(label)}</th>`).join("");
    const rows = actions[rowPlayer].map((label, a) => `<tr><th scope="row">${headed(label)}</th>${actions[columnPlayer].map((_, b) =>
      `<td><button type="button" class="cell" data-profile="${at(rest, a, b)}"></button></td>`).join("")}</tr>`).join("");
    return `<div class="panel"><table><caption>${rich("payoffs_caption", { rows: states[rowPlayer], columns: states[columnPlayer] })}${fixed ? `; ${fixed}` : ""}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
  }).join("");
  const first = others.findIndex((rest) => further.every((i) => rest[i] === profiles[chosen][i]));
  panel = Math.max(0, first);
  byId("pick").innerHTML = others.length > MOST_PANELS ? further.map((i) => `<label>${safe(states[i])} <select data-state="${i}">${actions[i].map((label, k) => `<option value="${k}"${k === others[panel][i] ? " selected" : ""}>${safe(named(label))}</option>`).join("")}</select></label>`).join("") : "";
  byId("pick").onchange = () => {
    const picked = Object.fromEntries([...byId("pick").querySelectorAll("select")].map((each) => [each.dataset.state, Number(each.value)]));
    panel = others.findIndex((rest) => further.every((i) => rest[i] === picked[i]));
    update();
  };
}

function listenToPanels() {
  byId("panels").addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) { chosen = Number(cell.dataset.profile); update(); }
  });
}

// Read out, for those who do not see where in the table a cell stands.
const unseen = (text) => `<span class="hidden">${safe(text)}</span>`;

function showPanels(game) {
  const hide = covered(), count = profiles.length;
  document.querySelectorAll(".cell").forEach((cell) => {
    const at = Number(cell.dataset.profile);
    const numbers = movers.map((i) => {
      const text = payoff(game.u[i * count + at]);
      return `${unseen(`${states[i]} `)}<span class="pay">${game.best[i][at] && !hide ? `<u>${text}</u>` : text}</span>`;
    });
    const here = game.equilibrium[at] && !hide;
    cell.classList.toggle("equilibrium", here);
    cell.setAttribute("aria-pressed", String(at === chosen && !hide));
    const best = movers.filter((i) => game.best[i][at]).map((i) => states[i]);
    const said = hide ? "" : here ? say("cell_equilibrium") : best.length ? say("cell_best", { states: listed(best) }) : "";
    cell.innerHTML = unseen(say("cell", { play: play(at) })) + numbers.join("<span class=\"comma\">, </span>") + unseen(said);
  });
  const panels = [...byId("panels").children];
  if (panels.length <= MOST_PANELS) return;
  panels.forEach((each, k) => { each.hidden = k !== panel; });
  const away = game.found.filter((at) => movers.slice(2).some((i) => Number(byId("pick").querySelector(`[data-state="${i}"]`).value) !== profiles[at][i]));
  byId("elsewhere").textContent = away.length ? say("payoffs_elsewhere", { plays: away.map((at) => play(at, movers)).join("; ") }) : "";
}
