// Everything works without this file. It makes the exit faster and lets list and map point at each other.
(() => {
  const exit = document.querySelector(".quick-exit");

  const leave = (event) => {
    event?.preventDefault();
    document.documentElement.hidden = true; // blank first: on a slow line the new page takes seconds
    document.title = " ";
    location.replace(exit.href); // this page leaves the history
  };

  // Three presses of Shift alone: a capital letter typed in between starts the count again.
  let presses = [];
  const countPress = (event) => {
    if (event.key !== "Shift") {
      presses = [];
    } else if (event.type === "keyup") {
      const now = Date.now();
      presses = [...presses.filter((time) => now - time < 1500), now];
      if (presses.length === 3) leave();
    }
  };

  if (exit) {
    exit.addEventListener("click", leave);
    addEventListener("keydown", countPress);
    addEventListener("keyup", countPress);
  }

  const shape = (event) => {
    const link = event.target.closest?.(".country-list [data-country]");
    return link && document.getElementById(`map-${link.dataset.country}`);
  };
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => shape(event)?.classList.add("lit"));
    document.addEventListener(off, (event) => shape(event)?.classList.remove("lit"));
  }
})();
