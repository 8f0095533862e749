/* Beside the text its line numbers; a click on a line of the tree or of the problems goes there.
   Where this does not run, the text is typed, saved and checked all the same. */
(function () {
  "use strict";

  /* On a phone the tree waits behind its heading. */
  if (window.matchMedia("(max-width: 960px)").matches) {
    document.querySelectorAll("details.kj-pane-tree, details.kj-structure").forEach(function (one) {
      one.removeAttribute("open");
    });
  }

  const area = document.querySelector(".kj-editor-text");
  const numbers = document.querySelector(".kj-editor-numbers");
  if (!area || !numbers) {
    return;
  }
  let counted = 0;

  function number() {
    const count = area.value.split("\n").length;
    if (count !== counted) {
      counted = count;
      numbers.textContent = Array.from({ length: count }, function (_none, at) { return at + 1; }).join("\n");
    }
    numbers.scrollTop = area.scrollTop;
  }

  function goTo(line) {
    const lines = area.value.split("\n");
    const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(before, before + (lines[line - 1] || "").length);
    area.scrollTop = Math.max(0, (area.scrollHeight / lines.length) * (line - 6));
    number();
  }

  area.addEventListener("input", number);
  area.addEventListener("scroll", number);
  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-line]");
    if (link) {
      event.preventDefault();
      goTo(Number(link.getAttribute("data-line")));
    }
  });
  number();
}());
