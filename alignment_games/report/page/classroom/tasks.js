// Three guided tasks: predict an equilibrium, change one thing until the result changes, explain what turned.

let task = null;

function beginTasks() {
  if (quiz) leave();
  settings = start.slice();
  task = { step: 1, before: solve(start) };
  predicting = true;
  byId("begin").hidden = true;
  showTask();
  update();
  byId("task").focus();
}

function endTasks() {
  task = null;
  predicting = false;
  byId("begin").hidden = false;
  byId("task").hidden = true;
  byId("task-note").hidden = true;
}

const STEPS = { 1: predictHtml, 2: changeHtml, 3: explainHtml };

function showTask() {
  const steps = [1, 2, 3].map((k) => `<li${k === task.step ? ' aria-current="step"' : ""}>${k}. ${rich(`task_${k}`)}</li>`).join("");
  byId("task").innerHTML = `<ol class="steps">${steps}</ol>${STEPS[task.step]()}<p class="buttons"><button type="button" data-do="end">${rich("task_end")}</button></p>`;
  byId("task").hidden = false;
  byId("task-note").hidden = task.step !== 2;
}

function predictHtml() {
  return `${paragraph(rich("task_1_text"))}<form id="first" autocomplete="off"><div class="choices">${movers.map((i) => choiceOf(i, "first")).join("")}</div>
    <label class="none"><input type="checkbox" name="none"> ${rich("no_pure")}</label>
    <p class="buttons"><button type="submit" class="main">${rich("check")}</button></p></form><div id="told" aria-live="polite"></div>`;
}

// What is said of an answer, moved into view: on a phone it would stand below the edge of the screen.
function tell(html) {
  byId("told").innerHTML = html;
  byId("told").scrollIntoView({ block: "nearest" });
}

function checkPrediction(form) {
  const guess = guessed(form, "first"), none = form.elements.none.checked;
  const { right, why } = judge(task.before, guess, none);
  const tries = (task.tries || 0) + 1;
  task.tries = tries;
  // The result stays covered while there is something left to find out.
  predicting = !right && tries < 2;
  const others = right || tries > 1 ? paragraph(rich("all_equilibria", { plays: playsOf(task.before) })) : "";
  const next = predicting ? paragraph(rich("try_again")) : `<p class="buttons"><button type="button" class="main" data-do="change">${rich("next_change")}</button></p>`;
  tell(paragraph(rich(right ? "right" : "not_quite"), "judged") + bulleted(why) + others + next);
  if (!none && !predicting) chosen = guess;
  update();
}

function changeHtml() {
  return `${paragraph(rich("task_2_text"))}${paragraph(rich("task_2_before", { plays: playsOf(task.before) }))}<p class="buttons"><a class="button main" href="#bench">${rich("to_sliders")}</a></p>`;
}

const playsOf = (game) => game.found.map((at) => play(at, movers)).join("; ") || say("legend_none");
const sameFound = (a, b) => a.found.join() === b.found.join();

// Stands beside the sliders while the second task is on.
function showTaskNote(game) {
  if (!task || task.step !== 2) return;
  const away = settings.flatMap((value, k) => (value === start[k] ? [] : [k]));
  const labels = away.map((k) => sliderLabel(DATA.sliders[k]));
  let text = rich("note_none");
  task.turned = null;
  if (away.length > 1) text = rich("note_many", { labels: listed(labels) });
  else if (away.length && sameFound(game, task.before)) text = rich("note_same", { label: labels[0] });
  else if (away.length) {
    const at = away[0], turn = turningPoint(at, start[at], settings[at], task.before);
    task.turned = { at, label: labels[0], values: settings.slice(), game };
    text = `${rich("note_changed", { label: labels[0], from: figure(start[at]), to: figure(settings[at]), turn: number(turn) })} <button type="button" class="main" data-do="explain">${rich("next_explain")}</button>`;
  }
  byId("task-note").innerHTML = text;
}

// Where the equilibria turn on the way of one slider, all others as at the start: halved to the last digit shown.
function turningPoint(k, from, to, before) {
  let [same, other] = [from, to];
  for (let step = 0; step < 40; step++) {
    const middle = (same + other) / 2;
    if (sameFound(solve(start.map((value, j) => (j === k ? middle : value))), before)) same = middle;
    else other = middle;
  }
  return other;
}

// What turned: an equilibrium that is gone, or else one that is new, and the changes that pay there or no longer pay.
function turnOf(before, now) {
  const gone = before.found.find((at) => !now.equilibrium[at]);
  const at = gone === undefined ? now.found.find((each) => !before.equilibrium[each]) : gone;
  const lost = gone !== undefined;
  const then = deviations(before, at), since = deviations(now, at);
  return { at, lost, options: since.map((each, k) => ({ ...each, was: then[k].gain, answer: lost ? each.pays : then[k].pays })) };
}

function explainHtml() {
  task.turn = turnOf(task.before, task.turned.game);
  const { at, lost, options } = task.turn;
  const radio = (each, k) => `<label><input type="radio" name="why" value="${k}"> ${rich("option", { state: states[each.i], doing: doing(actions[each.i][each.k]) })}</label>`;
  return `${paragraph(rich(lost ? "task_3_gone" : "task_3_new", { label: task.turned.label, play: play(at, movers) }))}
    <form id="why" autocomplete="off"><fieldset><legend>${rich(lost ? "which_pays" : "which_paid")}</legend>${options.map(radio).join("")}</fieldset>
    <p class="buttons"><button type="submit" class="main">${rich("check")}</button></p></form><div id="told" aria-live="polite"></div>
    <label class="reason">${rich("own_words")} <textarea id="reason" rows="3"></textarea></label>`;
}

function checkReason(form) {
  const picked = form.querySelector("[name=why]:checked");
  if (!picked) return;
  const { at, options } = task.turn, each = options[Number(picked.value)];
  const right = options.find((option) => option.answer) || each;
  const told = (option) => rich("turned", {
    state: states[option.i], doing: doing(actions[option.i][option.k]), label: task.turned.label,
    from: figure(start[task.turned.at]), to: figure(task.turned.values[task.turned.at]), was: change(option.was), now: change(option.gain),
  });
  tell(paragraph(rich(each.answer ? "right" : "not_quite"), "judged") + paragraph(told(each))
    + (each.answer ? "" : paragraph(told(right))) + partsTable(right, at) + paragraph(rich("tasks_done")) + onward());
}

// Where to go after the last task.
const onward = () => `<p class="buttons"><a class="button main" href="#quiz">${rich("nav_quiz")}</a> <a class="button" href="#classmates">${rich("nav_classmates")}</a></p>`;

const change = (x) => say(x > 0 ? "gain_of" : "loss_of", { size: number(Math.abs(x)) });

// Harm to expect and cost, before and now, if the state stays and if it changes.
function partsTable({ i, k, to }, at) {
  const parts = (values, profile) => {
    const t = threats(values), cell = i * profiles.length + profile;
    const bare = payoffs(values, t.map(() => 0))[cell];
    return { harm: bare - payoffs(values, t)[cell], cost: -bare };
  };
  const rows = [[at, actions[i][profiles[at][i]]], [to, actions[i][k]]].map(([profile, label]) => ({ label, before: parts(start, profile), now: parts(task.turned.values, profile) }));
  const cells = ({ before, now }) => ["harm", "cost"].map((part) => `<td>${payoff(before[part])} → ${payoff(now[part])}</td>`).join("");
  const shift = (part) => Math.abs(rows[0].now[part] - rows[0].before[part] - rows[1].now[part] + rows[1].before[part]);
  const mostly = shift("harm") >= shift("cost") ? "mostly_harm" : "mostly_cost";
  return `<table class="parts"><caption>${rich("parts_caption", { state: states[i] })}</caption><thead><tr><td></td><th scope="col">${rich("harm")}</th><th scope="col">${rich("cost")}</th></tr></thead>
    <tbody>${rows.map((row) => `<tr><th scope="row">${safe(doing(row.label))}</th>${cells(row)}</tr>`).join("")}</tbody></table>${paragraph(rich(mostly))}`;
}

const GO = {
  change() { task.step = 2; settings = start.slice(); showTask(); update(); byId("task").focus(); },
  explain() { task.step = 3; showTask(); byId("task").focus(); byId("task").scrollIntoView(); },
  end() { endTasks(); update(); byId("begin").focus(); },
};

function listenToTasks() {
  byId("begin").addEventListener("click", beginTasks);
  for (const place of ["task", "task-note"]) {
    byId(place).addEventListener("click", (event) => { const button = event.target.closest("[data-do]"); if (button) GO[button.dataset.do](); });
  }
  byId("task").addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.id === "first") checkPrediction(event.target);
    else checkReason(event.target);
  });
  byId("task").addEventListener("input", (event) => { if (event.target.id === "reason") byId("reason-printed").textContent = event.target.value; });
}
