// What pages that an answer leads to cannot do without script: the way back to the conversation, and the highlight of a printed page in view.
"use strict";
(() => {
  try {
    const kept = Boolean(sessionStorage.getItem("copro-qa.current"));
    document.querySelector(".back").hidden = !kept;
    // Without script the conversation comes back by asking it again; here it is kept.
    for (const form of document.querySelectorAll(".back-without-script")) form.hidden = kept;
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
