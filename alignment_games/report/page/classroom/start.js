// Everything that depends on the settings, and the first look.

function update() {
  const game = solve(settings), hide = covered();
  document.body.classList.toggle("quiz", hide);
  byId("covered").hidden = !hide;
  byId("prediction").hidden = !(quiz && !quiz.revealed);
  byId("leave").hidden = !quiz;
  DATA.sliders.forEach((_, k) => { byId(`slider-${k}`).disabled = hide; });
  byId("reset").disabled = hide;
  showSettings(game.t);
  showPanels(game);
  showTaskNote(game);
  byId("chips").innerHTML = hide ? "" : chips(game);
  byId("sentence").innerHTML = hide ? "" : sentence(game);
  byId("leavers").innerHTML = "";
  if (hide) return;
  showLeavers(game);
  byId("inequality").innerHTML = inequality(game);
  showMap(game);
  showDiagram();
}

// Other states choose: what was asked and dealt before is void.
function startOver() {
  endTasks();
  quiz = null;
  round = null;
  rounds = 0;
  given.clear();
  looks.clear();
  shaded = 0;
  for (const id of ["table", "verdict"]) byId(id).innerHTML = "";
  byId("tasks-intro").innerHTML = rich("tasks_intro", { against: DATA.against, states: listed(movers.map((i) => states[i])) });
  byId("teacher-sheet").innerHTML = "";
  buildPanels();
  update();
  if (!byId("teacher-sheet").hidden) showTeacher();
}

// A link into a closed part opens it.
function openTarget() {
  const target = location.hash.startsWith("#why-") && byId(location.hash.slice(1));
  if (target) target.open = true;
}

offer(held);
buildGlossary();
buildSliders();
buildHolds();
buildAxes();
listenToPanels();
listenToDiagram();
listenToInequality();
listenToQuiz();
listenToTasks();
listenToClassmates();
listenToTeacher();
listenToPrint();
window.addEventListener("hashchange", openTarget);
startOver();
