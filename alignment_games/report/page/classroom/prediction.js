// Predicting: one answer for each state that chooses, and the quiz at settings drawn by chance.

let quiz = null;
let predicting = false; // the first task asks at the present settings

// While somebody predicts, what would give the answer away is out of sight.
const covered = () => predicting || Boolean(quiz && !quiz.revealed);

const choiceOf = (i, name) => `<label>${safe(states[i])} <select name="${name}-${i}">${actions[i].map((label, k) => `<option value="${k}">${safe(does(label))}</option>`).join("")}</select></label>`;
const guessed = (form, name) => indexOf(states.map((_, i) => (movers.includes(i) && sizes[i] > 1 ? Number(form.querySelector(`[name=${name}-${i}]`).value) : 0)));
const buildChoices = (place, name) => { place.innerHTML = movers.map((i) => choiceOf(i, name)).join(""); };

function ask() {
  endTasks();
  quiz = { revealed: false, asked: (quiz ? quiz.asked : 0) + 1, right: quiz ? quiz.right : 0 };
  settings = DATA.sliders.map((s, k) => (byId(`row-${k}`).hidden ? settings[k] : s.low + Math.random() * (s.high - s.low)));
  buildChoices(byId("choices"), "choice");
  byId("none").checked = false;
  byId("verdict").textContent = "";
  byId("ask").textContent = say("ask_again");
  update();
  byId("choices").querySelector("select").focus();
}

// Right or wrong; and for a wrong one who would leave, by which change and for how much.
function judge(game, guess, none) {
  if (none) return { right: !game.found.length, why: game.found.length ? [rich("there_is_one", { play: play(game.found[0]) })] : [rich("none_pure")] };
  return { right: game.equilibrium[guess], why: reasons(game, guess) };
}

function reveal(event) {
  event.preventDefault();
  if (!quiz || quiz.revealed) return;
  const game = solve(settings);
  const guess = guessed(byId("choices"), "choice");
  const { right, why } = judge(game, guess, byId("none").checked);
  quiz.revealed = true;
  quiz.right += right ? 1 : 0;
  byId("verdict").innerHTML = paragraph(`${rich(right ? "right" : "not_quite")} ${rich("score", { right: quiz.right, asked: quiz.asked })}`, "judged") + bulleted(why);
  chosen = right || !game.found.length ? guess : game.found[0];
  update();
}

function leave() {
  quiz = null;
  byId("verdict").textContent = "";
  byId("ask").textContent = say("ask");
  update();
  byId("ask").focus();
}

function listenToQuiz() {
  byId("ask").addEventListener("click", ask);
  byId("leave").addEventListener("click", leave);
  byId("prediction").addEventListener("submit", reveal);
}
