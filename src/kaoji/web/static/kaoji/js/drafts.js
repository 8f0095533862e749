/* What is typed is kept on the server two seconds later. Where this does not run, nothing is kept,
   and every form works as it does. Passwords, codes and files are never sent by it. */
(function () {
  "use strict";

  const SOON = 2000;
  const SECRET = /password|one-time-code/;

  function isSecret(field) {
    return field.type === "password" || field.type === "file" || SECRET.test(field.autocomplete || "");
  }

  function isTicked(field) {
    return (field.type !== "checkbox" && field.type !== "radio") || field.checked;
  }

  function textsOf(field) {
    if (field.type === "select-multiple") {
      return Array.from(field.selectedOptions).map(function (one) { return one.value; });
    }
    return isTicked(field) ? [field.value] : [];
  }

  function keep(ticket) {
    const form = ticket.form;
    const line = form.querySelector(".kj-kept");
    const said = form.querySelector(".kj-kept-said");
    const touched = new Set();
    let unsaved = new Set();
    let timer = null;
    let isUnderWay = false;
    let isLost = false;

    function tell(what, more) {
      line.textContent = line.getAttribute("data-" + what) + (more || "");
      line.setAttribute("data-state", what);
    }

    function told() {
      const body = new URLSearchParams();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append(ticket.name, ticket.value);
      touched.forEach(function (name) {
        const fields = Array.from(form.elements).filter(function (one) {
          return one.name === name && !isSecret(one);
        });
        const texts = [].concat.apply([], fields.map(textsOf));
        texts.forEach(function (text) { body.append(name, text); });
        if (fields.length && !texts.length) {
          body.append("kaoji_blank", name);
        }
      });
      return body;
    }

    function lost(why) {
      /* Said aloud once, not every two seconds. */
      if (!isLost) {
        said.textContent = why || line.getAttribute("data-lost");
      }
      isLost = true;
      tell("lost");
      line.textContent = why || line.textContent;
    }

    function send() {
      timer = null;
      if (isUnderWay) {
        return;
      }
      const sent = unsaved;
      unsaved = new Set();
      isUnderWay = true;
      tell("keeping");
      window
        .fetch(ticket.getAttribute("data-keeps"), {
          method: "POST", body: told(), credentials: "same-origin", redirect: "manual",
        })
        .then(function (answer) {
          if (answer.status === 204) {
            isLost = false;
            said.textContent = "";
            tell("kept", " " + new Date().toTimeString().slice(0, 5));
            return true;
          }
          if (answer.status === 422) {
            return answer.json().then(function (told) { lost(told.why); return true; });
          }
          lost();
          return false;
        })
        .catch(function () { lost(); return false; })
        .then(function (isDone) {
          isUnderWay = false;
          if (!isDone) {
            sent.forEach(function (name) { unsaved.add(name); });
          }
          if (unsaved.size) {
            later();
          }
        });
    }

    function later() {
      if (timer === null) {
        timer = window.setTimeout(send, SOON);
      }
    }

    function changed(event) {
      const field = event.target;
      if (field.form !== form || !field.name || isSecret(field)) {
        return;
      }
      [field.name, field.getAttribute("data-kept-with")].forEach(function (name) {
        if (name) {
          touched.add(name);
          unsaved.add(name);
        }
      });
      later();
    }

    document.addEventListener("input", changed);
    document.addEventListener("change", changed);
    /* What goes with the form itself need not be kept on the way; without a network it does not go. */
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) {
        return;
      }
      window.clearTimeout(timer);
      timer = null;
      unsaved = new Set();
    });
  }

  document.querySelectorAll("input[data-keeps]").forEach(keep);
})();
