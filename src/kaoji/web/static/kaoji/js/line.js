/* When the line is cut. A form that is sent without a network stays where it is, with everything in
   it. One that is lost on its way to a server that does not answer left what was typed in this tab
   (drafts.js): the next page hands it to the server as a draft, which knows whether the form had
   come after all. Nothing is kept of files, passwords and codes. Without this file the browser says
   that it cannot reach the server, and sends once more when it is asked to load the page again. */
(function () {
  "use strict";

  const LEFT = "kaoji-left:";
  const words = document.currentScript.dataset;

  function notice(text, verb) {
    const box = document.createElement("div");
    const line = document.createElement("p");
    box.className = "kj-notice kj-notice-failure";
    box.setAttribute("role", "alert");
    line.className = "kj-notice-words";
    line.textContent = text;
    if (verb) {
      const link = document.createElement("a");
      link.href = window.location.pathname;
      link.textContent = verb;
      line.append(" ", link);
    }
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

  /* --- what was lost on its way ----------------------------------------------------------------- */

  function handOver(key) {
    const left = JSON.parse(window.sessionStorage.getItem(key));
    const isAnswered = words.method === "POST" && left.path === window.location.pathname;
    if (left.who !== words.who || isAnswered) {
      window.sessionStorage.removeItem(key);
      return;
    }
    window
      .fetch(left.to, {
        method: "POST", body: new URLSearchParams(left.body), credentials: "same-origin", redirect: "manual",
      })
      .then(function (answer) {
        if (answer.status !== 204 && answer.status !== 422) {
          return;
        }
        window.sessionStorage.removeItem(key);
        if (answer.headers.get("X-Kaoji-Draft") === "kept" && left.path === window.location.pathname) {
          show(notice(words.left, words.leftVerb));
        }
      })
      .catch(function () { /* Not yet: the next page tries again. */ });
  }

  if (words.who) {
    try {
      Object.keys(window.sessionStorage)
        .filter(function (key) { return key.startsWith(LEFT); })
        .forEach(handOver);
    } catch (fault) {
      /* A browser that keeps nothing for pages has nothing to hand over. */
    }
  }
})();
