// The teacher's sheet: aims, timing, and the answers to the tasks, computed at the settings of the start.

const SCAN = 60; // steps in which each slider is walked to its ends
const MINUTES = [5, 10, 10, 10, 10];

function showTeacher() {
  const list = (keys) => `<ul>${keys.map((key) => `<li>${rich(key)}</li>`).join("")}</ul>`;
  const plan = MINUTES.map((minutes, k) => `<tr><td>${minutes}</td><td>${rich(`plan_${k + 1}`)}</td></tr>`).join("");
  const before = solve(start), first = before.found.length ? before.found : [chosen];
  const answers = first.map((at) => `<li><b>${safe(capital(play(at, movers)))}</b>: ${reasons(before, at).join(" ")}</li>`).join("");
  byId("teacher-sheet").innerHTML = `<h3>${rich("aims")}</h3>${list(["aim_1", "aim_2", "aim_3"])}
    <h3>${rich("plan")}</h3><table class="plan"><thead><tr><th scope="col">${rich("minutes")}</th><th scope="col">${rich("what")}</th></tr></thead><tbody>${plan}</tbody></table>
    <h3>${rich("answers_1")}</h3>${before.found.length ? "" : paragraph(rich("none_pure"))}<ul>${answers}</ul>
    <h3>${rich("answers_2")}</h3><ul>${turnsHtml(before)}</ul>`;
}

// For each slider that is on the page: where the equilibria first turn, downwards and upwards, and what turns there.
function turnsHtml(before) {
  return DATA.sliders.map((slider, k) => {
    if (byId(`row-${k}`).hidden) return "";
    const found = [slider.low, slider.high].flatMap((end) => firstTurn(k, end, before));
    const told = found.map((turn) => `<div>${turnText(turn, before)}</div>`).join("");
    return `<li><b>${safe(sliderLabel(slider))}</b> (${figure(start[k])}): ${told || rich("never_turns")}</li>`;
  }).join("");
}

function firstTurn(k, end, before) {
  let last = start[k];
  for (let step = 1; step <= SCAN; step++) {
    const value = start[k] + (end - start[k]) * step / SCAN;
    if (!sameFound(solve(start.map((each, j) => (j === k ? value : each))), before)) return [{ k, up: end > start[k], value: turningPoint(k, last, value, before) }];
    last = value;
  }
  return [];
}

// Told just beyond the turn, by a share of the slider that rounding cannot undo.
function turnText({ k, up, value }, before) {
  const { low, high } = DATA.sliders[k], beyond = value + (up ? 1 : -1) * (high - low) * 1e-6;
  const now = solve(start.map((each, j) => (j === k ? Math.min(high, Math.max(low, beyond)) : each)));
  const told = capital(rich(up ? "turn_up" : "turn_down", { value: number(value), plays: playsOf(now) }));
  if (sameFound(now, before)) return told;
  const { at, lost, options } = turnOf(before, now), cause = options.find((each) => each.answer);
  const why = cause ? rich(lost ? "turn_gone" : "turn_new", { play: play(at, movers), state: states[cause.i], doing: doing(actions[cause.i][cause.k]) }) : "";
  return `${told} ${why}`;
}

function listenToTeacher() {
  byId("open-teacher").addEventListener("click", () => {
    const opened = byId("teacher-sheet").hidden;
    if (opened) showTeacher();
    byId("teacher-sheet").hidden = !opened;
    byId("open-teacher").setAttribute("aria-expanded", String(opened));
    byId("open-teacher").textContent = say(opened ? "teacher_close" : "teacher_open");
  });
}
