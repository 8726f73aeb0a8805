/* Tick lists of the editing forms: the chosen category's terms first, and a box to find a tick.
   Without this file the lists are complete and in the order that the server gave them. */
(() => {
  "use strict";

  function followCategory(list) {
    const source = document.getElementById(`id_${list.dataset.follows}`);
    if (!source) return;
    source.addEventListener("change", () => {
      const groups = [...list.querySelectorAll("[data-group]")];
      groups
        .sort((a, b) => a.dataset.group.localeCompare(b.dataset.group))
        .sort((a, b) => (b.dataset.group === source.value) - (a.dataset.group === source.value))
        .forEach((group) => list.append(group));
    });
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function addFilter(list) {
    const box = document.createElement("div");
    const input = document.createElement("input");
    box.className = "tick-list__filter";
    input.type = "search";
    input.setAttribute("aria-label", list.dataset.filterLabel);
    input.placeholder = list.dataset.filterLabel;
    box.append(input);
    list.prepend(box);
    const ticks = [...list.querySelectorAll("[data-tick]")].map((element) => ({
      element,
      text: plain(element.textContent),
    }));
    input.addEventListener("input", (event) => {
      // What is typed here is no part of the form.
      event.stopPropagation();
      const wanted = plain(input.value.trim());
      ticks.forEach(({ element, text }) => {
        element.hidden = !text.includes(wanted);
      });
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  function start() {
    document.querySelectorAll("[data-tick-list]").forEach((list) => {
      if (list.dataset.follows) followCategory(list);
      if (list.dataset.filterLabel) addFilter(list);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
