// Suggestions under the search fields, and under fields that take the name of a thing: the combobox pattern of the
// ARIA Authoring Practices. Without this script the fields work as they are.
"use strict";

const DELAY = 120;

function suggest(input, number) {
  const leads = input.type === "search";
  const list = document.createElement("ul");
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.parentElement.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);

  let timer = 0;
  let chosen = -1;
  let asked = "";

  function show(things) {
    chosen = -1;
    list.replaceChildren(...things.map((thing, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = thing.name;
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = thing.form === thing.name ? thing.type.toLowerCase() : `${thing.form}, ${thing.type.toLowerCase()}`;
      item.append(name, " ", note);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(thing); });
      item.thing = thing;
      return item;
    }));
    open(things.length > 0);
  }

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const items = [...list.children];
    chosen = (place + items.length + 1) % (items.length + 1);
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    if (chosen < items.length) {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function take(thing) {
    if (leads) { location.assign(thing.href); return; }
    input.value = thing.name;
    open(false);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asked = input.value.trim();
      const wanted = asked;
      if (wanted.length < 2) { open(false); return; }
      const response = await fetch(`/suggest?q=${encodeURIComponent(wanted)}`);
      if (response.ok && wanted === asked) show(await response.json());
    }, DELAY);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1); }
    else if (event.key === "Escape") { event.preventDefault(); open(false); }
    else if (event.key === "Enter" && list.children[chosen]) { event.preventDefault(); take(list.children[chosen].thing); }
  });
  input.addEventListener("blur", () => open(false));
}

document.querySelectorAll("input[type=search], input[data-suggest]").forEach(suggest);
