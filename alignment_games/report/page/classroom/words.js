// Words: phrases of the page's language with their places filled, numbers, names, and the glossary at hand.
const safe = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const MARK = /\[\[([\w -]+)(?:\|([^\]]+))?\]\]/g, PLACE = /\{(\w+)\}/g;

// A phrase as plain text, and as HTML in which words of the glossary show what they mean.
const say = (key, values = {}) => DATA.say[key].replace(MARK, (_, word, form) => form || word).replace(PLACE, (_, name) => values[name]);
const rich = (key, values = {}) => safe(DATA.say[key]).replace(MARK, (_, word, form) => term(word, form || word)).replace(PLACE, (_, name) => safe(values[name]));
const term = (word, shown) => `<button type="button" class="term" data-word="${word}">${shown}</button>`;
const paragraph = (html, kind = "") => `<p${kind ? ` class="${kind}"` : ""}>${html}</p>`;

const local = (text) => text.replace("-", "−").replace(".", DATA.decimal);
const number = (x) => local(x === 0 ? "0" : Math.abs(x) < 1e-5 ? x.toExponential(1) : x.toPrecision(3));
// A setting, without the noughts that a slider does not need.
const figure = (x) => (Math.abs(x) < 1e-5 || Math.abs(x) >= 1e6 ? number(x) : local(String(Number(x.toPrecision(3)))));
// Payoffs near 1 with three decimals; of other sizes with three digits.
const payoff = (x) => (Math.abs(x) < 1000 && (x === 0 || Math.abs(x) >= 0.0005) ? local(x.toFixed(3)) : number(x));

const does = (label) => DATA.verbs[label].does, doing = (label) => DATA.verbs[label].doing, named = (label) => DATA.verbs[label].short;
// The same in the head of a column, which may be narrow: it breaks between parts of the word, and nowhere else if it can.
const headed = (label) => (Object.hasOwn(DATA.breaks, label) ? DATA.breaks[label] : [named(label)]).map(safe).join("&shy;");
const listed = (names) => (names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + say("and") + names[names.length - 1]);
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

const sliderLabel = (slider) => say(`slider_${slider.kind}`, { state: slider.state });
const stateDoes = (i, at) => `${states[i]} ${does(actions[i][profiles[at][i]])}`;

// "Britain and France balance and USSR passes the buck".
function play(at, who = [...states.keys()]) {
  const groups = new Map();
  for (const i of who) {
    const label = actions[i][profiles[at][i]];
    groups.set(label, [...(groups.get(label) || []), states[i]]);
  }
  return listed([...groups].map(([label, names]) => `${listed(names)} ${DATA.verbs[label][names.length < 2 ? "does" : "do"]}`));
}

const isWord = (word) => Object.hasOwn(DATA.words, word);
const WORD_OF = { buck_pass: "buck-passing", soft_balance: "soft balancing" };
const wordOf = (action) => [WORD_OF[action] || action].find(isWord);

function buildGlossary() {
  byId("words").innerHTML = Object.values(DATA.words).map(([word, meaning]) => `<dt>${safe(word)}</dt><dd>${safe(meaning)}</dd>`).join("");
  const labels = [...new Set(menus.flat())];
  byId("menu-words").innerHTML = labels.map((label) => {
    const word = wordOf(label);
    return `<li><b>${safe(capital(named(label)))}</b>${word ? `: ${safe(DATA.words[word][1])}` : ""}</li>`;
  }).join("");
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".term");
    if (!button || !isWord(button.dataset.word)) return;
    const [word, meaning] = DATA.words[button.dataset.word];
    byId("word").innerHTML = `<p><b>${safe(capital(word))}</b>: ${safe(meaning)}</p>`;
    byId("word").showPopover?.(); // a browser without popovers shows it in place
  });
}
