// Copies a quotation with its citation, or the address of a shared answer. Without script, or where a page may not write to the clipboard, the button stays hidden.
// The words are those on the page; what is said afterwards stands in the button already.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  const reveal = (within) => within.querySelectorAll("button.copy[hidden]").forEach((button) => { button.hidden = false; });
  const copied = async (button) => {
    const figure = button.closest("figure");
    const words = ["lead", "words"].map((name) => figure?.querySelector(`.${name}`)?.textContent.trim()).filter(Boolean).join("\n");
    const text = figure ? `“${words}”\n${button.dataset.citation}` : location.origin + location.pathname;
    let said = button.dataset.done;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      said = button.dataset.failed;
    }
    let status = button.parentElement.querySelector("[role=status]");
    if (!status) {
      status = document.createElement("span");
      status.setAttribute("role", "status");
      button.after(status);
    }
    // Emptied first, so that the same words are said again.
    status.textContent = "";
    setTimeout(() => { status.textContent = ` ${said}`; }, 50);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.copy");
    if (button) copied(button);
  });
  reveal(document);
  // Answers that come while the page is open.
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => node.querySelectorAll && reveal(node))))
    .observe(document.body, { childList: true, subtree: true });
})();
