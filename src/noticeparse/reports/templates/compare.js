(function () {
  "use strict";
  var tools = document.getElementById("tools");
  var table = document.getElementById("suppliers");
  if (!tools || !table) { return; }
  var all = function (where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); };
  var rows = all(table, "tr[data-card]");
  var kinds = table.querySelector(".kinds");
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var search = document.getElementById("search");
  var school = document.getElementById("school");
  var about = all(tools, "input[type=checkbox]");
  var status = document.getElementById("found");
  var cards = rows.map(function (row) {
    return document.getElementById(row.getAttribute("data-card"));
  });
  var plain = function (text) { return text.toLowerCase().replace(/\s+/g, " "); };
  var texts = cards.map(function (card) { return plain(card.textContent); });
  var apart = all(document, "#apart ~ .card"); // those that are not in use have no row

  function wanted(row, text) {
    var flags = (row.getAttribute("data-about") || "").split(" ");
    var column = Number(school.value);
    return text.indexOf(plain(search.value).trim()) >= 0 &&
      about.every(function (box) { return !box.checked || flags.indexOf(box.value) >= 0; }) &&
      (column < 0 || row.cells[column + 2].querySelector("a") !== null);
  }

  function filter() {
    var shown = 0;
    rows.forEach(function (row, number) {
      var keep = wanted(row, texts[number]);
      row.hidden = !keep;
      cards[number].hidden = !keep;
      shown += keep ? 1 : 0;
    });
    apart.forEach(function (card) {
      card.hidden = plain(card.textContent).indexOf(plain(search.value).trim()) < 0;
    });
    if (kinds) {
      kinds.hidden = rows.every(function (row) { return row.hidden || row.parentNode !== kinds.parentNode; });
    }
    status.textContent = shown + " of " + rows.length + " shown";
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
    }).forEach(function (row) { row.parentNode.appendChild(row); });
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
  // What the filter hides or a list folds has to be found by a link to it.
  function reveal(id) {
    var goal = id && document.getElementById(id);
    for (var part = goal; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") {
        part.open = true;
        part.hidden = false;
      }
    }
    return goal;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (link) { reveal(link.getAttribute("href").slice(1)); }
  });
  document.getElementById("open").addEventListener("click", function () {
    var folded = all(document, "details");
    var open = folded.some(function (each) { return !each.open; });
    folded.forEach(function (each) { each.open = open; });
    this.textContent = open ? "Fold all" : "Open all";
  });
  var asked = reveal(location.hash.slice(1));
  if (asked) { asked.scrollIntoView(); }
  tools.hidden = false;
  filter();
}());
