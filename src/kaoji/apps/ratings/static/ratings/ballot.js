/* 同上 at once, and what is filled in is kept two seconds later. Without this file both are buttons. */
(function () {
  "use strict";
  const SOON = 2000;

  function markOf(item) {
    const ticked = item.querySelector("input[type=radio]:checked");
    const field = item.querySelector("input[inputmode]");
    return ticked ? ticked.value : field ? field.value.trim() : "";
  }

  function put(item, mark) {
    const field = item.querySelector("input[inputmode]");
    if (field) {
      field.value = mark;
    }
    item.querySelectorAll("input[type=radio]").forEach(function (one) {
      one.checked = one.value === mark;
    });
  }

  function sameAsAbove(items, place) {
    for (let above = place - 1; above >= 0; above -= 1) {
      const mark = markOf(items[above]);
      if (mark) {
        put(items[place], mark);
        return;
      }
    }
  }

  document.querySelectorAll(".kj-ballot").forEach(function (form) {
    const items = Array.from(form.querySelectorAll(".kj-vote"));
    const line = form.querySelector("[data-kept]");
    let timer = null;

    function keep() {
      const body = new URLSearchParams(new FormData(form));
      body.set("act", "keep");
      fetch(form.action || window.location.href, {
        method: "POST", body: body, credentials: "same-origin", headers: { "X-Kaoji-Quiet": "1" },
      }).then(function (answer) {
        line.textContent = line.getAttribute(answer.status === 204 ? "data-kept" : "data-lost");
      }, function () {
        line.textContent = line.getAttribute("data-lost");
      });
    }

    function soon() {
      if (form.hasAttribute("data-keeps")) {
        window.clearTimeout(timer);
        timer = window.setTimeout(keep, SOON);
      }
    }

    form.addEventListener("input", soon);
    form.addEventListener("submit", function () { window.clearTimeout(timer); });
    form.querySelectorAll("[data-same]").forEach(function (button) {
      button.addEventListener("click", function (event) {
        event.preventDefault();
        sameAsAbove(items, items.indexOf(button.closest(".kj-vote")));
        soon();
      });
    });
  });
})();
