(function () {
  "use strict";
  var tools = document.getElementById("find");
  var search = document.getElementById("search");
  var found = document.getElementById("found");
  var lines = Array.prototype.slice.call(document.querySelectorAll("main li"));
  var texts = lines.map(function (line) { return line.textContent.toLowerCase().replace(/\s+/g, " "); });
  search.addEventListener("input", function () {
    var wanted = search.value.toLowerCase().split(/\s+/);
    var shown = 0;
    lines.forEach(function (line, number) {
      line.hidden = !wanted.every(function (word) { return texts[number].indexOf(word) >= 0; });
      shown += line.hidden ? 0 : 1;
    });
    found.textContent = shown + " of " + lines.length + " shown";
  });
  tools.hidden = false;
}());
