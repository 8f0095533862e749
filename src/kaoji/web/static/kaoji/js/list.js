/* A list that is filtered, sorted or paged replaces itself and keeps its address, its focus and the
   way back. Where this does not run, the same links and forms open the same addresses. */
(function () {
  "use strict";

  function list() {
    return document.getElementById("list");
  }

  function isOfList(event) {
    return event.detail.target && event.detail.target.id === "list";
  }

  function open(address) {
    window.location.assign(address);
  }

  /* A filter is in force as soon as it is chosen. */
  document.addEventListener("change", function (event) {
    const form = event.target.form;
    if (window.htmx && form && event.target.closest("#list .kj-filter select")) {
      window.htmx.trigger(form, "submit");
    }
  });

  /* What was left empty need not stand in the address. */
  document.addEventListener("htmx:configRequest", function (event) {
    const asked = event.detail.parameters;
    Object.keys(asked).forEach(function (name) {
      if (asked[name] === "") {
        delete asked[name];
      }
    });
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (isOfList(event)) {
      list().setAttribute("aria-busy", "true");
    }
  });

  /* Whatever is no list is a page of its own: the way to sign in, a refusal, a fault. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (isOfList(event) && event.detail.xhr.responseText.indexOf('id="list"') < 0) {
      event.detail.shouldSwap = false;
      open(event.detail.pathInfo.finalRequestPath);
    }
  });
  document.addEventListener("htmx:sendError", function (event) {
    open(event.detail.pathInfo.finalRequestPath);
  });

  /* What has come is said once; the focus that went with a link goes to the list. */
  document.addEventListener("htmx:afterSettle", function () {
    const shown = list();
    const said = document.getElementById("list-told");
    if (!shown || !said) {
      return;
    }
    said.textContent = shown.getAttribute("data-said");
    if (document.activeElement === document.body) {
      shown.focus({ preventScroll: true });
    }
  });
})();
