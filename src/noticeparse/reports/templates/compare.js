(function () {
  "use strict";
  var tools = document.getElementById("tools");
  var table = document.getElementById("suppliers");
  if (!tools || !table) { return; }
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var search = document.getElementById("search");
  var school = document.getElementById("school");
  var about = Array.prototype.slice.call(tools.querySelectorAll("input[type=checkbox]"));
  var status = document.getElementById("found");
  var cards = rows.map(function (row) {
    return document.getElementById(row.getAttribute("data-card"));
  });
  var texts = cards.map(function (card) {
    return card.textContent.toLowerCase().replace(/\s+/g, " ");
  });

  function wanted(row, text) {
    var flags = (row.getAttribute("data-about") || "").split(" ");
    var phrase = search.value.toLowerCase().replace(/\s+/g, " ").trim();
    var column = Number(school.value);
    return text.indexOf(phrase) >= 0 &&
      about.every(function (box) { return !box.checked || flags.indexOf(box.value) >= 0; }) &&
      (column < 0 || row.cells[column + 3].querySelector("a") !== null);
  }

  function filter() {
    var shown = 0;
    rows.forEach(function (row, number) {
      var keep = wanted(row, texts[number]);
      row.hidden = !keep;
      cards[number].hidden = !keep;
      shown += keep ? 1 : 0;
    });
    status.textContent = shown + " of " + rows.length + " suppliers shown";
  }

  var order = new Intl.Collator("en", {numeric: true}).compare;

  function value(row, column) { return row.cells[column].textContent.trim(); }

  function sort(column, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(function (each) { each.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.slice().sort(function (one, other) {
      var found = order(value(one, column), value(other, column));
      return down ? -found : found;
    }).forEach(function (row) { table.tBodies[0].appendChild(row); });
    status.textContent = "Sorted by " + head.textContent + (down ? ", descending" : ", ascending");
  }

  heads.forEach(function (head, column) {
    if (!head.hasAttribute("data-sort")) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () { sort(column, head); });
  });
  search.addEventListener("input", filter);
  school.addEventListener("change", filter);
  about.forEach(function (box) { box.addEventListener("change", filter); });
  document.getElementById("reset").addEventListener("click", function () {
    search.value = "";
    school.value = "-1";
    about.forEach(function (box) { box.checked = false; });
    filter();
    search.focus();
  });
  // A link to what the filter hides has to find it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    var goal = link && document.getElementById(link.getAttribute("href").slice(1));
    var card = goal && goal.closest("section.card");
    if (card && card.hidden) { card.hidden = false; }
  });
  tools.hidden = false;
  filter();
}());
