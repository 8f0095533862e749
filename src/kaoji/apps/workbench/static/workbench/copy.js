// Shows a button that copies a text where the browser can; without this file one selects it by hand.
(function () {
  "use strict";
  document.querySelectorAll("[data-copies]").forEach(function (line) {
    var text = document.getElementById(line.getAttribute("data-copies"));
    var told = line.querySelector("[role=status]");
    line.hidden = false;
    line.querySelector("button").addEventListener("click", function () {
      text.focus();
      text.select();
      if (document.execCommand("copy")) {
        told.textContent = line.getAttribute("data-done");
      }
    });
  });
})();
