/* The code of a scanned slip stands after the hash, where no server sees it: into the field with it. */
(function () {
  "use strict";
  const field = document.querySelector("input[name=code]");
  const code = window.location.hash.slice(1);
  if (field && /^[A-Z0-9]+$/.test(code)) {
    field.value = code;
    window.history.replaceState(null, "", window.location.pathname);
  }
})();
