// The phase diagram: which pure equilibria there are over a plane of two settings; a point to move through it.

let side = 49, waiting = 0; // points along each axis, between which plane.js finds boundaries; the drawing that is due
const LEFT = 70, BOTTOM = 396, WIDE = 480, HIGH = 380;
const axes = DATA.sliders.map((s, k) => ({ label: sliderLabel(s), low: s.low, high: s.high, move: k }));
const along = (axis, share) => axis.low + share * (axis.high - axis.low);
const position = (axis) => (settings[axis.move] - axis.low) / (axis.high - axis.low);

function buildAxes() {
  const names = DATA.sliders.map((s) => s.name);
  const upwards = names.includes("securitization") ? "securitization" : "power";
  for (const [id, first] of [["x-axis", names.indexOf("burden")], ["y-axis", names.indexOf(upwards)]]) {
    byId(id).innerHTML = axes.map((axis, k) => `<option value="${k}"${k === first ? " selected" : ""}>${safe(axis.label)}</option>`).join("");
    byId(id).addEventListener("change", update);
  }
}

const axis = (id) => axes[Number(byId(id).value)];
// Colour means a response, as in all pictures: a region has it where all do the same in its one equilibrium. Others have
// a shade between paper and ink, hatched once the shades are used up, and every one its letter.
const HATCHES = [0, 45, 135, 90], looks = new Map();
let shaded = 0;

function lookOf(key) {
  if (!looks.has(key)) looks.set(key, newLook(key));
  return looks.get(key);
}

function newLook(key) {
  const played = new Set(key === "" || key.includes(" ") ? [] : movers.map((i) => actions[i][profiles[Number(key)][i]]));
  if (played.size === 1) {
    const [fill, , ink] = DATA.map.looks[[...played][0]];
    return { fill, ink, hatch: 0 };
  }
  const { shades } = DATA.map, share = key === "" ? 0 : shades[shaded % shades.length];
  const hatch = key === "" ? 0 : HATCHES[Math.floor(shaded++ / shades.length) % HATCHES.length];
  const level = Math.round(255 * (1 - share));
  return { fill: `rgb(${level},${level},${level})`, ink: "black", hatch };
}

const hatchCss = ({ fill, ink, hatch }) => `background:${hatch ? `repeating-linear-gradient(${hatch}deg,transparent 0 4px,#0007 4px 5px),` : ""}${fill};color:${ink}`;
const patterns = () => HATCHES.filter(Boolean).map((angle) => `<pattern id="hatch-${angle}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(${angle})"><path d="M0 0h7" stroke="#000" stroke-opacity=".45" stroke-width="1.4"/></pattern>`).join("");

function move(xShare, yShare) {
  for (const [id, share] of [["y-axis", yShare], ["x-axis", xShare]]) {
    settings[axis(id).move] = along(axis(id), Math.min(1, Math.max(0, share)));
  }
  update();
}

function regimes() {
  const x = axis("x-axis"), y = axis("y-axis");
  return outlined(side, (across, up) => {
    const values = settings.slice();
    values[y.move] = along(y, up);
    values[x.move] = along(x, across);
    return solve(values).found.join(" ");
  });
}

// Thousands of games are solved for it, so it is drawn once the sliders rest; of many profiles on a coarser grid.
function showDiagram() {
  clearTimeout(waiting);
  waiting = setTimeout(drawDiagram, 120);
}

function drawDiagram() {
  clearTimeout(waiting);
  if (covered()) return;
  side = profiles.length > 81 ? 25 : 49;
  const game = solve(settings);
  const { grid, loops } = regimes(), areas = new Map();
  grid.forEach((key) => areas.set(key, (areas.get(key) || 0) + 1));
  const order = [...areas.keys()].sort((a, b) => areas.get(b) - areas.get(a));
  const letters = new Map(order.map((key, k) => [key, k < 26 ? String.fromCharCode(65 + k) : "·"]));
  const w = WIDE / (side - 1), h = HIGH / (side - 1);
  const path = (loop) => "M" + loop.map(([i, j]) => `${(LEFT + i * w).toFixed(1)} ${(BOTTOM - j * h).toFixed(1)}`).join("L") + "z";
  let drawn = "", marks = "";
  for (const key of order) {
    const look = lookOf(key), around = loops.get(key).map(path).join("");
    drawn += `<path d="${around}" fill="${look.fill}" data-region="${key}"/>${look.hatch ? `<path d="${around}" fill="url(#hatch-${look.hatch})"/>` : ""}`;
  }
  for (const key of order) if (areas.get(key) >= 0.012 * side * side) marks += letterAt(grid, key, letters.get(key), w, h);
  byId("diagram").innerHTML = `<defs>${patterns()}</defs><g stroke="#1c2430" stroke-linejoin="round">${drawn}</g>` + marks + frame() + point();
  const here = game.found.join(" ");
  const shown = order.slice(0, 10);
  if (!shown.includes(here)) shown.push(here);
  byId("legend").innerHTML = shown.map((key) => `<li class="${key === here ? "here" : ""}"><span class="swatch" style="${hatchCss(lookOf(key))}">${letters.get(key) || "·"}</span><span>${legend(key)}${key === here ? ` (${rich("here")})` : ""}</span></li>`).join("");
  byId("diagram-here").textContent = `${axis("x-axis").label} ${number(along(axis("x-axis"), position(axis("x-axis"))))}, ${axis("y-axis").label} ${number(along(axis("y-axis"), position(axis("y-axis"))))}: ${legend(here).replaceAll("<br>", "; ")}`;
}

const legend = (key) => (key === "" ? rich("legend_none") : key.split(" ").map((at) => safe(play(Number(at), movers))).join(`<br>${rich("or")} `));

// The letter stands where a region is thickest: the point farthest from the nearest other region.
function letterAt(grid, key, letter, w, h) {
  let top = -1, at = 0;
  for (let cell = 0; cell < grid.length; cell++) {
    if (grid[cell] !== key) continue;
    const row = Math.floor(cell / side), column = cell % side;
    let room = 0;
    const free = (r, c) => r >= 0 && c >= 0 && r < side && c < side && grid[r * side + c] === key;
    while (free(row - room - 1, column) && free(row + room + 1, column) && free(row, column - room - 1) && free(row, column + room + 1)) room++;
    if (room > top) { top = room; at = cell; }
  }
  if (top < 1) return "";
  return `<text class="letter" style="fill:${lookOf(key).ink}" x="${LEFT + (at % side) * w}" y="${BOTTOM - Math.floor(at / side) * h}">${letter}</text>`;
}

function frame() {
  const x = axis("x-axis"), y = axis("y-axis");
  let text = `<rect x="${LEFT}" y="${BOTTOM - HIGH}" width="${WIDE}" height="${HIGH}" fill="none" class="edge"/>`;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const across = LEFT + share * WIDE, up = BOTTOM - share * HIGH;
    const anchor = share === 1 ? "end" : share === 0 ? "start" : "middle";
    text += `<text x="${across}" y="${BOTTOM + 17}" text-anchor="${anchor}">${figure(along(x, share))}</text>`;
    text += `<text x="${LEFT - 6}" y="${up + (share === 1 ? 10 : 4)}" text-anchor="end">${figure(Number(along(y, share).toPrecision(2)))}</text>`;
  }
  text += `<text x="${LEFT + WIDE / 2}" y="${BOTTOM + 37}" text-anchor="middle" font-weight="600">${safe(x.label)}</text>`;
  return text + `<text transform="translate(14 ${BOTTOM - HIGH / 2}) rotate(-90)" text-anchor="middle" font-weight="600">${safe(y.label)}</text>`;
}

function point() {
  const cx = LEFT + position(axis("x-axis")) * WIDE, cy = BOTTOM - position(axis("y-axis")) * HIGH;
  return `<circle cx="${cx}" cy="${cy}" r="8" fill="none" stroke="#fff" stroke-width="4"/><circle cx="${cx}" cy="${cy}" r="8" fill="none" class="edge" stroke-width="2"/><circle cx="${cx}" cy="${cy}" r="2" fill="#1c2430"/>`;
}

function listenToDiagram() {
  const diagram = byId("diagram");
  diagram.addEventListener("click", (event) => {
    const box = diagram.getBoundingClientRect(), scale = 560 / box.width;
    move(((event.clientX - box.left) * scale - LEFT) / WIDE, (BOTTOM - (event.clientY - box.top) * scale) / HIGH);
  });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  diagram.addEventListener("keydown", (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [dx, dy] = steps[event.key];
    move(position(axis("x-axis")) + dx / 64, position(axis("y-axis")) + dy / 64);
  });
}

