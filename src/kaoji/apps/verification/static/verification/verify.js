/* 1, 2, 3 choose what is found, J and K go to the next and the one before, Enter sends. Without this
   file the same are buttons and links. */
(function () {
  "use strict";

  function isWriting(target) {
    const kind = target.type;
    return target.tagName === "TEXTAREA" || target.tagName === "SELECT"
      || (target.tagName === "INPUT" && kind !== "radio" && kind !== "checkbox");
  }

  function go(where) {
    const link = document.querySelector("[data-" + where + "]");
    if (link) {
      window.location.assign(link.href);
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
      return;
    }
    if (event.key === "j" || event.key === "J") {
      go("after");
    } else if (event.key === "k" || event.key === "K") {
      go("before");
    } else if (/^[1-3]$/.test(event.key)) {
      const choices = document.querySelectorAll("form[data-verify] input[name=outcome]");
      const chosen = choices[Number(event.key) - 1];
      if (chosen) {
        chosen.checked = true;
        chosen.focus();
      }
    }
  });
})();
