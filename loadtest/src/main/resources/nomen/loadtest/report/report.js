// A line at the mouse, in all plots of the same time at once. The page says everything without it.
"use strict";
const groups = new Map();
for (const svg of document.querySelectorAll("figure.plot svg")) {
  const section = svg.closest("figure").id.startsWith("time-") ? "time" : svg.closest("figure").id;
  if (!groups.has(section)) groups.set(section, []);
  groups.get(section).push(svg.querySelector(".cursor"));
  const cursors = groups.get(section);
  svg.addEventListener("mousemove", (event) => {
    const x = event.target.dataset ? event.target.dataset.x : undefined;
    for (const cursor of cursors) {
      cursor.classList.toggle("on", x !== undefined);
      if (x !== undefined) cursor.setAttribute("transform", "translate(" + Number(x) + " 0)");
    }
  });
  svg.addEventListener("mouseleave", () => cursors.forEach((cursor) => cursor.classList.remove("on")));
}
