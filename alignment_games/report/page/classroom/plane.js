// The regions of a plane up to their boundaries, from the answers at a grid of points; report/outlines.py does the same.

const ROUNDS = 3, FINER = 2; // halvings of a step where the answer changes; of the whole grid's steps, near boundaries

// answerAt takes the shares of both axes, from 0 to 1. Returns the answers, row by row from below, and for each answer its
// closed outlines, in steps of the grid.
function outlined(count, answerAt) {
  const finest = (count - 1) * 2 ** FINER;
  const at = (i, j) => answerAt(i / finest, j / finest);
  const grid = Array.from({ length: count * count }, (_, cell) => answerAt((cell % count) / (count - 1), Math.floor(cell / count) / (count - 1)));
  let fine = grid, size = count;
  while (size <= finest) [fine, size] = [halved(fine, size, answerAt), 2 * size - 1];
  const answer = ([i, j]) => fine[j * size + i], met = new Map(), pieces = new Map();
  // Where the answer changes between two neighbours, found by halving the step.
  const crossing = (one, other) => {
    const [[i, j], [k, m]] = one[0] + one[1] < other[0] + other[1] ? [one, other] : [other, one];
    const name = `${i} ${j} ${k} ${m}`;
    if (!met.has(name)) {
      let low = 0, high = 1;
      for (let round = 0; round < ROUNDS; round++) {
        const middle = (low + high) / 2;
        if (at(i + (k - i) * middle, j + (m - j) * middle) === answer([i, j])) low = middle; else high = middle;
      }
      const share = (low + high) / 2;
      met.set(name, [i + (k - i) * share, j + (m - j) * share]);
    }
    return met.get(name);
  };
  const add = (own, piece) => {
    if (!pieces.has(own)) pieces.set(own, []);
    pieces.get(own).push(piece);
  };
  for (let j = 0; j < size - 1; j++) {
    for (let i = 0; i < size - 1; i++) throughCell([[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]], answer, crossing, add);
  }
  alongFrame(size - 1, answer, crossing, add);
  const inSteps = (loop) => loop.map(([i, j]) => [i / 2 ** FINER, j / 2 ** FINER]);
  return { grid, loops: new Map([...pieces].map(([own, each]) => [own, closed(each).map(inSteps)])) };
}

// The answers on a grid of half the step: asked for where the points around a new one differ, and theirs where not.
function halved(grid, count, answerAt) {
  const size = 2 * count - 1;
  return Array.from({ length: size * size }, (_, cell) => {
    const i = cell % size, j = Math.floor(cell / size);
    const beside = (k) => (k % 2 ? [(k - 1) / 2, (k + 1) / 2] : [k / 2 - 1, k / 2, k / 2 + 1].filter((each) => each >= 0 && each < count));
    const own = grid[(j >> 1) * count + (i >> 1)];
    if (i % 2 === 0 && j % 2 === 0) return own;
    const alike = beside(j).every((row) => beside(i).every((column) => grid[row * count + column] === own));
    return alike ? own : answerAt(i / (size - 1), j / (size - 1));
  });
}

function throughCell(corners, answer, crossing, add) {
  const sides = corners.map((corner, k) => [corner, corners[(k + 1) % 4]]).filter(([a, b]) => answer(a) !== answer(b));
  const met = sides.map(([a, b]) => [answer(b), crossing(a, b)]);
  const mean = (axis) => met.reduce((sum, [, point]) => sum + point[axis], 0) / met.length;
  const middle = met.length > 2 ? [[mean(0), mean(1)]] : [];
  met.forEach(([own, point], k) => add(own, [met[(k + 1) % met.length][1], ...middle, point]));
}

function alongFrame(last, answer, crossing, add) {
  const steps = [...Array(last).keys()];
  const walk = [...steps.map((k) => [k, 0]), ...steps.map((k) => [last, k]), ...steps.map((k) => [last - k, last]), ...steps.map((k) => [0, last - k])];
  walk.forEach((start, k) => {
    const end = walk[(k + 1) % walk.length];
    if (answer(start) === answer(end)) return add(answer(start), [start, end]);
    const point = crossing(start, end);
    add(answer(start), [start, point]);
    return add(answer(end), [point, end]);
  });
}

// Loops of pieces, each of which goes on where another ends.
function closed(pieces) {
  const onward = new Map(), loops = [];
  for (const piece of pieces) {
    const start = piece[0].join(" ");
    onward.set(start, [...(onward.get(start) || []), piece]);
  }
  for (const start of onward.keys()) {
    while (onward.get(start).length) {
      const loop = [];
      let at = start;
      do {
        const piece = onward.get(at).pop();
        loop.push(...piece.slice(0, -1));
        at = piece[piece.length - 1].join(" ");
      } while (at !== start);
      loops.push(loop);
    }
  }
  return loops;
}
