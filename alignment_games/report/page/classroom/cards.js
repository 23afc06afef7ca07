// Printing: two pages for the class and its teacher, or the cards of a deal.

function printCards() {
  newRound();
  byId("table").innerHTML = "";
  byId("cards").innerHTML = movers.map((i) => `<article class="card"><h2>${safe(states[i])}</h2><p class="note">${rich("card_head", { title: DATA.title, number: round.number })}</p>
    ${roleHtml(i)}<p class="write">${rich("card_choice")}<span class="line"></span></p></article>`).join("");
  document.body.classList.add("cards");
  window.print();
}

let kept = null; // the settings on the screen, while the worksheet and its answers, which are of the start, are printed

function printStart() {
  if (document.body.classList.contains("cards")) return;
  kept = settings;
  settings = start.slice();
  update();
  showTeacher();
}

function printed() {
  document.body.classList.remove("cards");
  byId("cards").innerHTML = "";
  if (!kept) return;
  [settings, kept] = [kept, null];
  update();
}

function listenToPrint() {
  byId("paper").addEventListener("click", printCards);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", printStart);
  window.addEventListener("afterprint", printed);
}
