// What the page of a document cannot do without script: the way back to the conversation, and the highlight of a printed page in view.
"use strict";
(() => {
  try {
    document.querySelector(".back").hidden = !sessionStorage.getItem("copro-qa.current");
  } catch {
    // Where nothing may be kept there is no conversation to go back to.
  }
  const frame = document.querySelector(".sheet-window");
  const quoted = frame?.querySelector("rect.quoted") || frame?.querySelector("rect.found");
  if (!quoted) return;
  const look = () => {
    const above = quoted.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollTop += above - frame.clientHeight / 3;
    frame.scrollLeft += quoted.getBoundingClientRect().left - frame.getBoundingClientRect().left - 24;
  };
  look();
  document.querySelector(".zoom")?.addEventListener("change", look);
})();
