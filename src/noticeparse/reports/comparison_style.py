"""The style and the script of the compare page.

The script adds a filter and sorting to a page that is complete without it. Everything it adds is a
button, an input or a select, so that it works by keyboard; what it did is told in a live region.
"""

COMPARE_STYLE = """
.matrix{width:auto}.matrix td{text-align:center;padding:0;min-width:2.7rem}
.matrix td:nth-child(2),.matrix td:nth-child(3){padding:.4rem .55rem}
.matrix td:nth-child(3){text-align:left;min-width:7.5rem;font-size:.875rem}
.matrix td a{display:block;padding:.4rem .2rem;min-height:1.6rem;min-width:1.6rem;
text-decoration:none;white-space:nowrap}.matrix td a:hover{background:#dfe9f5}
.matrix td.sp{background:var(--special-ground)}.matrix td.sp a{color:var(--special);font-weight:600}
.matrix tbody th{position:sticky;left:0;background:var(--paper);min-width:9.5rem;max-width:15rem;
font-weight:600;z-index:1}.matrix tbody th a{display:inline-block;min-height:1.6rem}
.matrix thead th{vertical-align:bottom;position:sticky;top:0;z-index:2}
.matrix thead th:first-child{left:0;z-index:3}.grid{max-height:88vh;overflow:auto;
scroll-padding:17rem 1rem 1rem 16rem}
.matrix .school{padding:.4rem 0}
.matrix .school span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:15rem;
display:block;margin:0 auto;line-height:1.25;font-weight:600}
.matrix caption{padding:.5rem .6rem}.unread{color:var(--soft);font-size:.8125rem;
background:repeating-linear-gradient(45deg,#fff 0 6px,#f1f3f6 6px 12px)}
.number{font-variant-numeric:tabular-nums}
.key{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(21rem,100%),1fr));
gap:.15rem 1.5rem;margin:0 0 .8rem;font-size:.9375rem}.key li{display:flex;gap:.5rem}
.key b{flex:0 0 5.2rem}main>section:first-child h2{margin-top:.2rem}
.links{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin-top:1rem}
.said th,.said td{min-width:9rem}.said td:nth-child(2){min-width:13rem}
.said td:nth-child(5){min-width:13rem}.said td:last-child{min-width:22rem}
.said tbody th{font-weight:600}.quote+.quote{margin-top:.6rem;border-top:1px dashed var(--line);
padding-top:.5rem}
details>summary{cursor:pointer;min-height:1.6rem}details>summary h3{display:inline}
.count{background:var(--head);border-radius:1rem;padding:.05rem .6rem;font-size:.9375rem;
font-weight:600;margin-left:.3rem}details tbody th{font-weight:600}
details table{table-layout:fixed}
details thead th:first-child{width:28%}details td,details th{overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1.4rem;align-items:end;position:sticky;top:0;
background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.7rem 1rem;
z-index:3;margin:1rem 0}.tools label{display:block}.tools input[type=search],.tools select{
font:inherit;padding:.3rem .5rem;border:1px solid #6b7686;border-radius:4px;background:#fff;
color:inherit;min-height:2.2rem;max-width:min(20rem,100%)}.tools>div{min-width:0;
max-width:100%}
.tools label.check{display:flex;gap:.45rem;
align-items:center;min-height:2.2rem}.tools input[type=checkbox]{width:1.25rem;height:1.25rem}
.tools [role=status]{margin:0;align-self:center;color:var(--soft)}
.tools button,.sort{font:inherit;color:inherit;border-radius:4px;cursor:pointer;min-height:1.7rem}
.tools button{background:#fff;border:1px solid #6b7686;padding:.3rem .8rem;min-height:2.2rem}
.sort{font-weight:600;background:none;border:0;padding:0 .15rem;text-align:left}
.sort::after{content:" ↕";color:var(--soft)}[aria-sort=ascending] .sort::after{content:" ↑"}
[aria-sort=descending] .sort::after{content:" ↓"}
[hidden]{display:none!important}.paper-only{display:none}
html{scroll-padding-top:9rem}
@media(max-width:48rem),(max-height:40rem){.tools{position:static}html{scroll-padding-top:1rem}
header,main,footer{padding:1rem}
.matrix tbody th{position:static}}
@media print{.grid{max-height:none}.matrix thead th{position:static}.scroll.wide{display:none}
.paper-only{display:block}.said th,.said td,
.said td:nth-child(n){min-width:0}.matrix tbody th{position:static;min-width:0}
.matrix{width:100%;font-size:.8rem}.matrix td,.matrix td:nth-child(3){min-width:0}
.matrix .school{padding:.2rem 0}.matrix .school span{max-height:11rem}.matrix td a{padding:.1rem;
min-height:0;min-width:0}.sort::after{content:""}section.card{break-inside:auto}}
"""

COMPARE_SCRIPT = """
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
    return card.textContent.toLowerCase().replace(/\\s+/g, " ");
  });

  function wanted(row, text) {
    var flags = (row.getAttribute("data-about") || "").split(" ");
    var phrase = search.value.toLowerCase().replace(/\\s+/g, " ").trim();
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
"""
