// Look up with the keyboard: "/" to the field, arrows to choose, Enter to open, Escape back. Without this script the form searches.
const field = document.getElementById("tim");
const list = document.getElementById("choices");
const WAIT = 120; // milliseconds after the last key
const MOST = 8; // choices that are shown
let timer = 0;
let latest = 0;
let active = -1;

function choose(number) {
  const options = [...list.children];
  active = options.length ? (number + options.length) % options.length : -1;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
  if (active < 0) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", options[active].id);
  options[active]?.scrollIntoView({ block: "nearest" });
}

function show(names) {
  list.replaceChildren(
    ...names.slice(0, MOST).map(({ code, short_name: name }, index) => {
      const option = document.createElement("li");
      option.id = `choice-${index}`;
      option.role = "option";
      option.dataset.code = code;
      option.textContent = `${name} (${code})`;
      return option;
    }),
  );
  list.hidden = names.length === 0;
  field.setAttribute("aria-expanded", String(!list.hidden));
  choose(0);
}

function open(code) {
  location.assign(`/staff/thu-tuc/${encodeURIComponent(code)}`);
}

async function search() {
  const turn = ++latest;
  const text = field.value.trim();
  if (text.length < 2) return show([]);
  const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
  if (response.ok && turn === latest) show((await response.json()).found);
}

function goBack() {
  if (!list.hidden || field.value) {
    latest++;
    field.value = "";
    show([]);
    field.focus();
  } else if (location.pathname !== "/staff") {
    location.assign("/staff");
  }
}

function inField(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (list.hidden) return;
    event.preventDefault();
    choose(active + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && !event.isComposing && active >= 0) {
    event.preventDefault();
    open(list.children[active].dataset.code);
  }
}

function anywhere(event) {
  const typing = event.target !== field && event.target.closest?.("input, textarea, select");
  if (event.key === "Escape" && typing) event.target.blur();
  else if (event.key === "Escape") goBack();
  else if (event.key === "/" && !typing && event.target !== field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
}

if (field) {
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "choices");
  field.setAttribute("aria-expanded", "false");
  list.role = "listbox";
  field.addEventListener("keydown", inField);
  document.addEventListener("keydown", anywhere);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) open(option.dataset.code);
  });
  field.addEventListener("input", () => {
    choose(-1);
    show([]);
    clearTimeout(timer);
    timer = setTimeout(() => search().catch(() => {}), WAIT);
  });
}

const copy = document.getElementById("copy");
if (copy) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const answer = document.getElementById("answer");
    const copied = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(answer.value);
      copied.textContent = copy.dataset.copied;
    } catch {
      answer.select();
      copied.textContent = copy.dataset.byHand;
    }
  });
}
