/* 1, 2, 3 choose what is found, 4 to 8 a usual reason, 9 writes one, Enter sends; J and K go to the
   next and the one before, E fetches the first proof. Without this file the same are buttons, fields
   and links. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-verify]");
  const choices = form ? Array.from(form.querySelectorAll("input[name=outcome], input[name=usual]")) : [];

  function isWriting(target) {
    const kind = target.type;
    return target.tagName === "TEXTAREA" || target.tagName === "SELECT"
      || (target.tagName === "INPUT" && kind !== "radio" && kind !== "checkbox");
  }

  function go(where) {
    const link = document.querySelector("[data-" + where + "]");
    if (link) {
      link.click();
    }
  }

  function choose(place) {
    const chosen = choices[place - 1];
    if (!chosen) {
      return;
    }
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    chosen.focus();
    if (chosen.name === "usual" && !chosen.value) {
      form.elements.reason.focus();
    }
  }

  /* Which key it is stands beside each choice, where keys work. */
  choices.forEach(function (one, place) {
    const key = document.createElement("kbd");
    key.className = "kj-verify-key";
    key.setAttribute("aria-hidden", "true");
    key.textContent = String(place + 1);
    one.parentNode.insertBefore(key, one.nextSibling);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.ctrlKey && form && event.target.form === form) {
      event.preventDefault();
      form.querySelector("button").click();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j") {
      go("after");
    } else if (key === "k") {
      go("before");
    } else if (key === "e") {
      go("proof");
    } else if (/^[1-9]$/.test(key)) {
      event.preventDefault();
      choose(Number(key));
    }
  });
})();
