
"use strict";
(function () {
  var detail = document.getElementById("detail");
  if (!detail) return;
  var parts = { what: "detail-what", place: "detail-place", code: "detail-code" };
  function show(event) {
    var piece = event.target.closest ? event.target.closest(".told") : null;
    if (!piece) return;
    Object.keys(parts).forEach(function (name) {
      document.getElementById(parts[name]).textContent = piece.getAttribute("data-" + name) || "";
    });
    detail.hidden = false;
  }
  function hide(event) {
    if (event.key === "Escape") detail.hidden = true;
  }
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("click", show);
  document.addEventListener("keydown", hide);
})();
