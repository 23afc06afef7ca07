// A button to run each example of a page, and to write one's own. Examples of a page share one session, in the order
// in which they are run; the buttons are there only on a site that was built with its own Python.
const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
const PROMPT = /^(>>>|\.\.\.) ?/;
let worker = null;
let waiting = [];

function source(block) {
  const lines = block.textContent.split("\n").filter((line) => PROMPT.test(line));
  return lines.map((line) => line.replace(PROMPT, "")).join("\n");
}

function heard({ data }) {
  const [first] = waiting;
  if (data.line !== undefined) first.output.textContent += `${data.line}\n`;
  if (!data.done) return;
  waiting.shift();
  first.output.dataset.state = "done";
  if (!first.output.textContent) first.output.textContent = "(nothing to show)";
  first.button.disabled = false;
  next();
}

function next() {
  if (!waiting.length) return;
  const { code, output } = waiting[0];
  output.textContent = "";
  worker.postMessage(code());
}

function run(item) {
  item.button.disabled = true;
  item.output.hidden = false;
  item.output.dataset.state = "waiting";
  item.output.textContent = worker ? "running ..." : "starting Python, a few seconds ...";
  if (!worker) {
    worker = new Worker(new URL("_static/live_worker.mjs", root), { type: "module" });
    worker.onmessage = heard;
    worker.onerror = () => heard({ data: { line: "Python could not be started here", done: true } });
  }
  waiting.push(item);
  if (waiting.length === 1) next();
}

function offer(place, code, label) {
  const button = document.createElement("button");
  const output = document.createElement("pre");
  button.type = "button";
  button.className = "live-run";
  button.textContent = label;
  output.className = "live-output";
  output.hidden = true;
  output.tabIndex = 0;
  output.setAttribute("role", "status");
  button.addEventListener("click", () => run({ button, output, code }));
  place.after(button, output);
}

if (location.protocol !== "file:") {
  for (const block of document.querySelectorAll(".highlight-python")) {
    if (source(block)) offer(block, () => source(block), "Run");
  }
  const own = document.querySelector("#live-source");
  if (own) {
    own.hidden = false;
    offer(own, () => own.value, "Run what I wrote");
  }
}
