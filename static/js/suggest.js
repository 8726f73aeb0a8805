// Everything works without this file: the box is a plain form. It shows suggestions while one types, after the
// pattern of an editable combobox (ARIA Authoring Practices Guide)
(() => {
  const PAUSE = 120; // milliseconds without a key before anything is asked
  const SHORTEST = 2;
  const KEPT = 60;
  const answers = new Map();
  let boxes = 0;

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  }

  async function ask(address, typed, signal) {
    const url = `${address}?${new URLSearchParams({ q: typed })}`;
    if (answers.has(url)) return answers.get(url);
    const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    if (answers.size >= KEPT) answers.delete(answers.keys().next().value);
    answers.set(url, answer);
    return answer;
  }

  class Combobox {
    constructor(form) {
      this.form = form;
      this.input = form.elements.q;
      this.id = `suggestions-${++boxes}`;
      this.list = element("div", { id: this.id, role: "listbox", class: "suggestions", "aria-label": form.dataset.suggestLabel });
      this.list.hidden = true;
      this.status = element("p", { role: "status", class: "visually-hidden" });
      this.options = [];
      this.active = -1;
      // A search field may have no other role; the keyboard of a phone still says "search".
      this.input.type = "text";
      const roles = { role: "combobox", enterkeyhint: "search", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": this.id, "aria-haspopup": "listbox", autocapitalize: "off", spellcheck: "false" };
      for (const [key, value] of Object.entries(roles)) this.input.setAttribute(key, value);
      this.input.parentElement.append(this.list, this.status);
      this.input.addEventListener("input", () => this.wait());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.input.addEventListener("blur", () => this.close());
      // The focus stays in the field, so that a touch on the list does not close it first.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
      addEventListener("offline", () => this.close());
      addEventListener("pagehide", () => this.close());
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE);
    }

    async look() {
      this.asking?.abort();
      const typed = this.input.value.trim().replace(/\s+/g, " ");
      if (typed.length < SHORTEST || !navigator.onLine) return this.close();
      const asking = (this.asking = new AbortController());
      try {
        const answer = await ask(this.form.dataset.suggest, typed, asking.signal);
        // An answer that comes late, or to a field that was left, is of no use to anybody.
        if (asking === this.asking && document.activeElement === this.input) this.show(answer);
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }

    show(answer) {
      this.options = [];
      this.list.replaceChildren(...answer.groups.map((group) => this.group(group)));
      this.mark(-1);
      this.list.hidden = !this.options.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.status.textContent = answer.status;
    }

    group(group) {
      const heading = `${this.id}-${group.name}`;
      const made = element("div", { role: "group", "aria-labelledby": heading });
      made.append(element("p", { id: heading, role: "presentation" }, group.label));
      for (const one of group.suggestions) {
        const option = element("div", { id: `${this.id}-option-${this.options.length}`, role: "option", "aria-selected": "false" });
        option.dataset.url = one.url;
        option.append(element("span", one.language ? { lang: one.language } : {}, one.label));
        if (one.note) option.append(" ", element("small", {}, one.note));
        this.options.push(option);
        made.append(option);
      }
      return made;
    }

    close() {
      clearTimeout(this.timer);
      this.asking?.abort();
      this.asking = null;
      this.mark(-1);
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.status.textContent = "";
    }

    mark(place) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    choose(option) {
      if (!option) return;
      this.close();
      location.assign(option.dataset.url);
    }

    // From the last suggestion on lies the field itself, from there the first one.
    step(by) {
      const places = this.options.length + 1;
      this.mark(((this.active + 1 + by + places) % places) - 1);
    }

    press(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const isOpen = !this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) this.look();
        else if (event.altKey) this.close();
        else this.step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if (event.key === "Enter" && isOpen && this.active >= 0) {
        event.preventDefault();
        this.choose(this.options[this.active]);
      } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
        this.mark(-1); // the cursor moves in the field, and nothing in the list is meant any more
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form);
})();
