// Printing: two pages for the class and its teacher, or the cards of a deal.

function printCards() {
  newRound();
  byId("table").innerHTML = "";
  byId("cards").innerHTML = movers.map((i) => `<article class="card"><h2>${safe(states[i])}</h2><p class="note">${rich("card_head", { title: DATA.title, number: round.number })}</p>
    ${roleHtml(i)}<p class="write">${rich("card_choice")}<span class="line"></span></p></article>`).join("");
  document.body.classList.add("cards");
  window.print();
}

function listenToPrint() {
  byId("paper").addEventListener("click", printCards);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => { if (!document.body.classList.contains("cards")) showTeacher(); });
  window.addEventListener("afterprint", () => { document.body.classList.remove("cards"); byId("cards").innerHTML = ""; });
}
