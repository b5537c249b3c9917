// Answers without loading the page anew: asks POST /ask/stream, shows what comes as it comes, and keeps the conversation in this browser.
// Everything here is in addition: without script the form is sent, and the whole page comes back. Every word shown is in the page already
// or comes from the service; what comes as HTML was escaped there.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const box = document.getElementById("question");
  const turns = document.getElementById("turns");
  const said = document.getElementById("said");
  const again = document.querySelector(".again");
  if (!form || !window.ReadableStream || !window.TextDecoder) return;
  // A page that came with its conversation in it, since its form was sent without script, goes on without.
  if (turns.childElementCount || form.querySelector("[name=history]")) return;

  const SILENCE = 60000; // Milliseconds without a word after which the service is taken to be gone.
  const LONGEST_NARROWED = 6000; // Characters of what an earlier question was narrowed to that the service takes.
  const PATIENCE = 2000; // Milliseconds after which a screen reader is told that the search goes on.
  let busy = false;
  let pressed = false; // Another question was to be sent while one was being answered: it waits in the box.
  let asked = []; // This conversation: {question, filter, html, title, answer}.

  const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  const elementsOf = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  // ---------------------------------------------------------------- what this browser keeps

  const MOST_KEPT = 20;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem("copro-qa.conversations")) || [];
      return Array.isArray(kept) ? kept.filter((one) => one && Array.isArray(one.turns) && one.turns.length) : [];
    } catch {
      return [];
    }
  };
  const write = (kept) => {
    // The oldest go first when there is no more room. Where nothing may be kept at all, nothing is.
    for (let rest = kept.slice(0, MOST_KEPT); ; rest = rest.slice(0, -1)) {
      try {
        if (rest.length) localStorage.setItem("copro-qa.conversations", JSON.stringify(rest));
        else localStorage.removeItem("copro-qa.conversations");
        return;
      } catch {
        if (!rest.length) return;
      }
    }
  };
  const ofThisWindow = (name) => ({
    get: () => { try { return sessionStorage.getItem(name); } catch { return null; } },
    set: (value) => { try { value ? sessionStorage.setItem(name, value) : sessionStorage.removeItem(name); } catch { /* not kept */ } },
  });
  const current = ofThisWindow("copro-qa.current");
  const left = ofThisWindow("copro-qa.left"); // Where the reader left the conversation: a link's address, or # and the name of a heading.

  const keep = () => {
    const id = current.get() || `${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
    current.set(id);
    write([{ id, turns: asked }, ...read().filter((one) => one.id !== id)]);
  };

  const show = (conversation) => {
    asked = conversation.turns;
    turns.replaceChildren(...asked.map((turn) => elementsOf(turn.html)));
    document.title = asked[asked.length - 1].title;
    began();
  };

  const list = () => {
    document.querySelector(".kept")?.remove();
    const kept = read().filter((one) => one.id !== current.get());
    if (!kept.length && !asked.length) return;
    const section = copyOf("kept");
    const entries = section.querySelector("ul");
    for (const one of kept) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "suggestion";
      button.textContent = one.turns[0].question;
      button.addEventListener("click", () => {
        current.set(one.id);
        show(one);
        list();
        focusOn(turns.lastElementChild.querySelector("h2"));
      });
      entries.appendChild(document.createElement("li")).appendChild(button);
    }
    entries.hidden = !kept.length;
    section.querySelector("button.quiet").addEventListener("click", () => {
      write([]);
      current.set(null);
      asked = [];
      turns.replaceChildren();
      list();
      ended();
      said.textContent = copyOf("cleared").textContent;
      box.focus();
    });
    document.getElementById("content").append(section);
  };

  // ---------------------------------------------------------------- the page around the conversation

  const firstWords = new Map([...form.querySelectorAll("[data-next]")].map((element) => [element, element.textContent]));

  const began = () => {
    for (const element of document.querySelectorAll(".when-empty")) element.hidden = true;
    for (const element of firstWords.keys()) element.textContent = element.dataset.next;
    again.hidden = false;
  };

  const ended = () => {
    for (const element of document.querySelectorAll(".when-empty")) element.hidden = false;
    for (const [element, words] of firstWords) element.textContent = words;
    again.hidden = true;
  };

  const focusOn = (heading) => {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  };

  const trouble = (shown) => {
    document.getElementById("question-error").hidden = !shown;
    box.toggleAttribute("aria-invalid", shown);
    if (shown) box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", shown ? "question-hint question-error" : "question-hint");
    if (shown) box.focus();
  };

  // The first field of a date that is none, or null.
  const wrongDate = () => {
    const dates = [...form.querySelectorAll("[name=from], [name=to]")];
    const wrong = dates.find((field) => { field.value = field.value.trim(); return field.validity.patternMismatch; }) || null;
    for (const field of dates) {
      field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", wrong ? "date-hint narrow-error" : "date-hint");
    }
    const error = document.getElementById("narrow-error");
    if (error) error.hidden = !wrong;
    if (!wrong) return null;
    wrong.setAttribute("aria-invalid", "true");
    wrong.closest("details").open = true;
    wrong.focus();
    return wrong;
  };

  // ---------------------------------------------------------------- asking

  const filterOf = (data) => {
    const filter = {};
    if (data.has("document")) filter.documents = data.getAll("document");
    if (data.has("collection")) filter.collections = data.getAll("collection");
    if (data.get("from")?.trim()) filter.published_from = data.get("from").trim();
    if (data.get("to")?.trim()) filter.published_to = data.get("to").trim();
    return filter;
  };

  // The same as the form's fields in an address, which the tools of later answers carry along. The dates stand first: were it too long to be
  // taken, the last names would be left out.
  const written = (filter) => {
    const names = { published_from: "from", published_to: "to", documents: "document", collections: "collection" };
    const fields = Object.entries(names).flatMap(([name, field]) => [filter?.[name] ?? []].flat().map((value) => [field, String(value)]));
    const text = new URLSearchParams(fields).toString();
    return text.length > LONGEST_NARROWED ? text.slice(0, text.lastIndexOf("&", LONGEST_NARROWED)) : text;
  };

  // Yields [name, data] for each server-sent event.
  async function* events(response) {
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      let silent;
      const waited = new Promise((_, reject) => { silent = setTimeout(() => reject(new Error("silence")), SILENCE); });
      const { done, value } = await Promise.race([reader.read(), waited]).finally(() => clearTimeout(silent));
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop();
      for (const part of parts) {
        const lines = part.split("\n");
        const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
        const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
        if (name) yield [name, JSON.parse(data)];
      }
    }
  }

  const problemOf = async (response) => {
    try {
      const body = await response.json();
      const slips = (body.errors || []).map((slip) => `${slip.what} ${slip.what_to_do}`).join(" ");
      return { title: body.title, detail: slips || body.detail, final: response.status === 422 };
    } catch {
      return {};
    }
  };

  // An answer that did not come, or not whole: quotes that came before stay where they are, and it is said above and below them.
  const broken = (section, question, filter, reason) => {
    const quotes = section.querySelector(".quotes");
    const part = quotes.childElementCount > 0;
    const notice = copyOf(part ? "incomplete" : "broken");
    const heading = notice.querySelector("h3");
    if (reason.title && !part) heading.textContent = reason.title;
    if (reason.detail) notice.querySelector(".reason").textContent = part && reason.title ? `${reason.title}. ${reason.detail}` : reason.detail;
    // Asking the same again would be refused again.
    if (reason.final) notice.querySelector("button").remove();
    else notice.querySelector("button").addEventListener("click", () => {
      section.remove();
      ask(question, filter);
    });
    section.classList.add("broken");
    if (part) {
      section.querySelector(".progress").replaceWith(Object.assign(document.createElement("strong"), { textContent: `${heading.textContent}.` }));
      section.append(notice);
    } else {
      section.querySelector(".status").replaceWith(notice);
      quotes.remove();
    }
    said.textContent = `${heading.textContent}. ${notice.querySelector(".reason").textContent}`;
  };

  const arrived = (section, quotes, { html, above }) => {
    if (!quotes.childElementCount) section.insertBefore(elementsOf(above), section.querySelector(".status"));
    quotes.append(elementsOf(html).firstElementChild);
  };

  // Makes one node like another by changing only what differs: what is selected in the rest, has the focus or was opened stays so.
  const THE_READERS = ["open", "hidden"]; // Attributes that are the reader's doing, or the other script's.
  const isSaid = (node) => node.getAttribute?.("role") === "status"; // That a quote was copied.
  const become = (shown, whole) => {
    if (shown.isEqualNode(whole)) return;
    if (shown.nodeType !== Node.ELEMENT_NODE) {
      shown.data = whole.data;
      return;
    }
    for (const { name } of [...shown.attributes]) if (!whole.hasAttribute(name) && !THE_READERS.includes(name)) shown.removeAttribute(name);
    for (const { name, value } of whole.attributes) if (!THE_READERS.includes(name)) shown.setAttribute(name, value);
    const parts = [...shown.childNodes].filter((part) => !isSaid(part));
    // A part that is not there yet goes before the next that is.
    for (const part of [...whole.childNodes]) {
      const at = parts[0];
      if (at?.nodeName === part.nodeName && at.className === part.className) become(parts.shift(), part);
      else shown.insertBefore(part, at ?? null);
    }
    for (const part of parts) part.remove();
  };

  // Gives the quotes that are there already what was not known when they came: the letter of their document, the way to the other quotes,
  // other places that say the same. None of these takes room that was not there (style.css), so nothing that is being read moves.
  const settle = (quotes, whole) => {
    [...whole.children].forEach((quote, place) => become(quotes.children[place], quote));
  };

  // Puts the rest of an answer around the heading and the quotes that are there already. Above them there is room for the summary, and all
  // else comes below, so that nothing that is being read moves.
  const complete = (section, quotes, whole) => {
    const heading = section.querySelector("h2");
    const status = section.querySelector(".status");
    heading.id = whole.querySelector("h2").id;
    section.setAttribute("aria-labelledby", heading.id);
    const answered = quotes.childElementCount > 0;
    for (const part of [...whole.children]) {
      if (part.matches(".quotes")) settle(quotes, part);
      else if (part.matches(".summary")) status.querySelector(".progress").replaceWith(part);
      else if (part.matches(".looked-for")) {
        if (!answered) section.insertBefore(part, status);
      } else if (!part.matches("h2")) section.append(part);
    }
    if (!answered) {
      status.remove();
      quotes.remove();
    }
  };

  const ask = async (question, filter) => {
    if (busy) return;
    busy = true;
    said.textContent = "";
    began();
    const section = copyOf("progress");
    const progress = section.querySelector(".progress");
    const quotes = section.querySelector(".quotes");
    section.querySelector(".question").textContent = question;
    const shownBefore = [...turns.querySelectorAll(".turn.broken")];
    for (const one of shownBefore) one.remove();
    turns.append(section);
    focusOn(section.querySelector("h2"));
    const telling = setTimeout(() => { said.textContent = progress.textContent; }, PATIENCE);
    let answer = null;
    let reason = {};
    let reads = true; // What comes now comes before the rest.
    try {
      const response = await fetch("/ask/stream?html=true", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
        body: JSON.stringify({ question, filter, history: asked.slice(-20).map((turn) => ({ question: turn.question, narrowed: written(turn.filter) })) }),
      });
      if (!response.ok) {
        reason = await problemOf(response);
      } else {
        for await (const [name, data] of events(response)) {
          if (name === "stage") {
            progress.textContent = progress.dataset[data.stage] || progress.textContent;
            reads = data.stage !== "deciding";
          }
          if (name === "quote") {
            arrived(section, quotes, data);
            clearTimeout(telling);
            if (reads) said.textContent = data.announcement;
          }
          if (name === "problem") reason = data;
          if (name === "done") answer = data;
        }
      }
    } catch {
      // The connection broke off: said below.
    }
    clearTimeout(telling);
    busy = false;
    const goesOn = pressed;
    if (pressed) waits(false);
    if (!answer) {
      if (!box.value) box.value = question;
      broken(section, question, filter, reason);
      return;
    }
    const { html, title, announcement, ...payload } = answer;
    complete(section, quotes, elementsOf(html).querySelector(".turn"));
    document.title = title;
    said.textContent = announcement;
    asked.push({ question, filter, html, title, answer: payload });
    keep();
    list();
    if (goesOn) form.requestSubmit();
  };

  // Says that the question in the box is asked once the one before is answered, or no longer.
  const waits = (does) => {
    pressed = does;
    const hint = document.getElementById("question-hint");
    hint.textContent = does ? hint.dataset.waits : hint.dataset.next;
    if (does) said.textContent = hint.dataset.waits;
  };

  const submitted = (event, question) => {
    event.preventDefault();
    if (busy) {
      if (question.trim() !== "") waits(true);
      return;
    }
    const usable = question.trim() !== "";
    trouble(!usable);
    if (!usable || wrongDate()) return;
    box.value = "";
    ask(question.trim(), filterOf(new FormData(form)));
  };

  form.addEventListener("submit", (event) => submitted(event, box.value));
  // Who goes on writing has not done yet.
  box.addEventListener("input", () => { if (pressed) waits(false); });
  document.querySelector(".suggestions form")?.addEventListener("submit", (event) => submitted(event, event.submitter.value));
  again.querySelector("a").addEventListener("click", () => current.set(null));

  // ---------------------------------------------------------------- coming back

  turns.addEventListener("click", (event) => left.set(event.target.closest("a")?.getAttribute("href")));
  turns.addEventListener("submit", (event) => left.set(`#${event.target.closest(".turn").querySelector("h2").id}`));
  // The browser may show the page again just as it was left.
  addEventListener("pageshow", () => left.set(null));

  const before = read().find((one) => one.id === current.get());
  if (before) {
    show(before);
    const from = left.get();
    const place = from && [...turns.querySelectorAll("a, h2")].find((one) => [one.getAttribute("href"), `#${one.id}`].includes(from));
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "center" });
  }
  list();
})();
