// The map: what each state does in the profile chosen, how threatened it feels now, who would leave. Its places, letters
// and colours come from report/classroom_map.py.

const MAP_WIDEST = 11;

function drawnMap(game, at) {
  const { discs, looks } = DATA.map, last = discs.length - 1, top = Math.max(...game.t) || 1;
  const powerAt = moved("power");
  // Areas are power: the threat's grows with its slider.
  const radius = (k) => (k === last ? Math.min(60, Math.max(9, discs[k][2] * Math.sqrt(settings[powerAt] / start[powerAt]))) : discs[k][2]);
  let arrows = "", drawn = "";
  const disc = (k, name, colour, letter, ink, leaves) => {
    const [x, y, , across, down] = discs[k];
    drawn += `<circle cx="${x}" cy="${y}" r="${radius(k).toFixed(1)}" fill="${colour}" class="edge" stroke-width="${leaves ? 2.5 : 1}"${leaves ? " stroke-dasharray=\"4 3\"" : ""}/>`;
    drawn += `<text class="letter" x="${x}" y="${y}" style="fill:${ink}">${safe(letter)}</text>`;
    drawn += `<text class="place" x="${across}" y="${down}">${safe(name)}</text>`;
  };
  states.forEach((name, i) => {
    const [x, y] = discs[i], [x0, y0] = discs[last], far = Math.hypot(x - x0, y - y0) || 1;
    const wide = 1 + (MAP_WIDEST - 1) * game.t[i] / top, end = radius(i) + 2, head = Math.min(far / 2, wide + 7);
    const along = (share) => `${(x0 + (x - x0) * share).toFixed(1)} ${(y0 + (y - y0) * share).toFixed(1)}`;
    const aside = (share, by) => `${(x0 + (x - x0) * share - (y - y0) / far * by).toFixed(1)} ${(y0 + (y - y0) * share + (x - x0) / far * by).toFixed(1)}`;
    const tip = Math.max(0, 1 - end / far), neck = Math.max(0, tip - head / far);
    arrows += `<path class="threat" d="M${aside(0, wide / 2)}L${aside(neck, wide / 2)}L${aside(neck, wide)}L${along(tip)}L${aside(neck, -wide)}L${aside(neck, -wide / 2)}L${aside(0, -wide / 2)}z"/>`;
  });
  disc(last, DATA.against, "#000000", "", "white", false);
  states.forEach((name, i) => {
    const label = actions[i][profiles[at][i]], [colour, letter, ink] = looks[label];
    disc(i, name, colour, letter, ink, !game.best[i][at]);
  });
  return arrows + drawn;
}

function showMap(game) {
  const used = [...new Set(states.map((_, i) => actions[i][profiles[chosen][i]]))];
  const leaving = states.filter((_, i) => !game.best[i][chosen]);
  byId("map").setAttribute("viewBox", `0 0 ${DATA.map.size.join(" ")}`);
  byId("map").innerHTML = drawnMap(game, chosen);
  byId("map-key").innerHTML = used.map((label) => {
    const [colour, letter, ink] = DATA.map.looks[label];
    return `<li><span class="swatch" style="background:${colour};color:${ink}">${safe(letter)}</span><span>${safe(doing(label))}</span></li>`;
  }).join("");
  const judged = leaving.length ? say("map_dashed", { states: listed(leaving) }) : say("map_stands");
  byId("map-said").textContent = say("map_said", { play: play(chosen), judged });
}
