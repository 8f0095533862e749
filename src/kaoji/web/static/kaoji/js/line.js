/* When the line is cut: a form that is sent without a network stays where it is, with everything in
   it, and says so; and says when the network is back. Without this file, and where the network is
   there but no server, the browser says that it cannot reach the server, and sends the same once more
   when it is asked to load the page again. */
(function () {
  "use strict";

  const words = document.currentScript.dataset;

  function notice(text) {
    const box = document.createElement("div");
    const line = document.createElement("p");
    box.className = "kj-notice kj-notice-failure";
    box.setAttribute("role", "alert");
    line.className = "kj-notice-words";
    line.textContent = text;
    box.append(line);
    return box;
  }

  function show(box, form, button) {
    const isWritten = form && form.querySelector("textarea, select, input:not([type=hidden])");
    const top = document.querySelector(".kj-notices");
    if (isWritten && button && form.contains(button)) {
      button.parentNode.insertBefore(box, button);
    } else if (top) {
      top.append(box);
      box.scrollIntoView({ block: "nearest" });
    } else {
      form.prepend(box);
    }
  }

  let told = null;

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || window.navigator.onLine) {
      return;
    }
    event.preventDefault();
    if (told) {
      told.remove();
    }
    told = notice(words.offline);
    show(told, form, event.submitter);
  }, true);

  window.addEventListener("online", function () {
    if (told) {
      told.firstChild.textContent = words.online;
    }
  });
})();
