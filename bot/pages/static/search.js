// Show what is found while a person types; without this script the form does the same.
const input = document.getElementById("tim");
const found = document.getElementById("found");
const WAIT = 200; // milliseconds after the last key
let timer = 0;
let latest = 0;

function list(names) {
  const list = document.createElement("ul");
  list.className = "procedures";
  for (const { code, short_name: name } of names) {
    const link = document.createElement("a");
    link.href = `/thu-tuc/${code}`;
    link.textContent = name;
    const number = document.createElement("span");
    number.className = "quiet";
    number.textContent = code;
    const item = document.createElement("li");
    item.append(link, " ", number);
    list.append(item);
  }
  return list;
}

async function search() {
  const turn = ++latest;
  const text = input.value.trim();
  if (text.length < 2) {
    found.replaceChildren();
    return;
  }
  const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
  if (!response.ok || turn !== latest) return;
  const { found: names } = await response.json();
  found.replaceChildren(list(names));
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => search().catch(() => {}), WAIT);
});
