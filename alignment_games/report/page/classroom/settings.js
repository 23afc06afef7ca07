// Settings: sliders, the threats that follow, and who chooses.

function buildSliders() {
  byId("sliders").innerHTML = DATA.sliders.map((s, k) => {
    const why = s.kind === "intent" && DATA.recorded ? ` <a class="why" href="#why-${states.indexOf(s.state)}">${rich("why")}<span class="hidden"> ${safe(s.state)}</span></a>` : "";
    return `<div class="slider" id="row-${k}"><label for="slider-${k}">${safe(sliderLabel(s))}</label>${why} <output id="value-${k}" for="slider-${k}"></output>
    <input type="range" id="slider-${k}" name="${s.name}" min="${s.low}" max="${s.high}" step="${(s.high - s.low) / 1000}"></div>`;
  }).join("");
  DATA.sliders.forEach((_, k) => byId(`slider-${k}`).addEventListener("input", (event) => {
    settings[k] = Number(event.target.value);
    update();
  }));
  byId("reset").addEventListener("click", () => { settings = start.slice(); update(); });
}

// A slider sits on a grid; the settings themselves keep the exact figure.
function showSettings(t) {
  DATA.sliders.forEach((s, k) => {
    const slider = byId(`slider-${k}`);
    if (Number(slider.value) !== settings[k]) slider.value = settings[k];
    byId(`value-${k}`).textContent = figure(settings[k]);
    slider.setAttribute("aria-valuetext", figure(settings[k]));
    byId(`row-${k}`).hidden = s.state !== "" && s.kind !== "power" && !movers.includes(states.indexOf(s.state));
  });
  const top = Math.max(1, ...t);
  byId("threats").innerHTML = states.map((name, i) => `<div class="bar"><span>${safe(name)}</span><div class="track"><div class="fill" style="width:${100 * t[i] / top}%"></div></div><span>${figure(t[i])}</span></div>`).join("");
}

// ---- who chooses, and what the others do whatever happens ----

function buildHolds() {
  byId("holds").innerHTML = states.map((name, i) => {
    const options = [`<option value="">${rich("free")}</option>`, ...menus[i].map((label, k) => `<option value="${k}">${rich("always", { does: does(label) })}</option>`)];
    return `<label>${safe(name)} <select id="hold-${i}">${options.join("")}</select></label>`;
  }).join("");
  states.forEach((_, i) => {
    showHold(i);
    byId(`hold-${i}`).addEventListener("change", ({ target }) => choose(i, target.value === "" ? null : menus[i][Number(target.value)]));
  });
}

const showHold = (i) => { byId(`hold-${i}`).value = held[i] === null ? "" : menus[i].indexOf(held[i]); };

// Refused, with the reason, where fewer than two would choose or the tables would grow past reading.
function choose(i, action) {
  const wanted = held.map((before, k) => (k === i ? action : before));
  const free = wanted.filter((each) => each === null).length;
  const size = n * wanted.reduce((all, each, k) => all * (each === null ? menus[k].length : 1), 1);
  const refused = free < 2 ? say("hold_two") : size > DATA.most ? say("hold_fewer", { count: size, most: DATA.most }) : "";
  byId("too-large").textContent = refused;
  if (refused) { showHold(i); return; }
  offer(wanted);
  startOver();
}
