// Show an answer as a card. Everything is set as text, nothing as HTML; its title ranks below that of the panel.
const words = {
  more: "Xem đầy đủ",
  less: "Thu gọn",
  copy: "Sao chép",
  copied: "Đã sao chép",
  slip: "In phiếu hướng dẫn",
  page: "Trang thủ tục",
  privacy: "Quyền riêng tư",
  download: "Tải tệp JSON",
};
const AMOUNT = /\d[\d.]* đồng/g;
const DAY = /\d{2}\/\d{2}\/\d{4}/g;
const LONG = 14; // lines from which on an answer is folded

export function make(name, style = "", text = "") {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.textContent = text;
  return made;
}

export function card(message, server, heading) {
  const bubble = make("div", "bubble");
  const body = make("div");
  for (const block of message.blocks) body.append(...shown(block, message, heading));
  bubble.append(body);
  if (message.blocks.reduce((sum, block) => sum + block.lines.length, 0) > LONG) fold(bubble, body);
  return [bubble, ...tools(message, server)];
}

function shown(block, message, heading) {
  if (block.kind === "list") return [message.aspect === "documents" ? checks(block.lines) : items("ul", block.lines, message)];
  if (block.kind === "steps") return [items("ol", block.lines, message)];
  const name = block.kind === "title" ? heading : "p";
  return block.lines.map((line) => withAmounts(make(name, block.kind), line, message));
}

function items(name, lines, message) {
  const list = make(name);
  for (const line of lines) list.append(withAmounts(make("li"), line, message));
  return list;
}

function checks(lines) {
  const list = make("ul", "checks");
  for (const line of lines) {
    const label = make("label");
    const box = make("input");
    box.type = "checkbox";
    label.append(box, make("span", "", line));
    const item = make("li");
    item.append(label);
    list.append(item);
  }
  return list;
}

// Amounts stand out, and days where one asked how long it takes; not in the line that names the source.
function withAmounts(element, line, message) {
  if (element.className === "source") return linked(element, line, message.source);
  let last = 0;
  for (const match of line.matchAll(message.aspect === "duration" ? DAY : AMOUNT)) {
    element.append(line.slice(last, match.index), make("strong", "amount", match[0]));
    last = match.index + match[0].length;
  }
  element.append(line.slice(last));
  return element;
}

function linked(element, line, address) {
  element.textContent = line;
  if (address?.startsWith("https://")) element.append(" ", link(address, "Mở nguồn"));
  return element;
}

function link(address, text) {
  const made = make("a", "", text);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener";
  return made;
}

function fold(bubble, body) {
  const toggle = make("button", "", words.more);
  toggle.type = "button";
  const turn = (folded) => {
    body.classList.toggle("folded", folded);
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = folded ? words.more : words.less;
  };
  toggle.addEventListener("click", () => turn(!body.classList.contains("folded")));
  body.addEventListener("focusin", () => turn(false));
  turn(true);
  const row = make("div", "tools");
  row.append(toggle);
  bubble.append(row);
}

// All that the server keeps of a conversation, in words, with the file to take away; not remembered here.
export async function ownData(server, conversation) {
  const address = `${server}/api/chat/${conversation}`;
  const answer = await fetch(address, { headers: { Accept: "text/plain" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const bubble = make("div", "bubble");
  bubble.append(...(await answer.text()).split("\n").map((line) => make("p", "", line)));
  const row = make("div", "tools");
  row.append(link(address, words.download), link(`${server}/rieng-tu`, words.privacy));
  const turn = make("div", "turn bot");
  turn.append(bubble, row);
  return turn;
}

function tools(message, server) {
  if (message.outcome === "notice" || message.outcome === "privacy") return [onPrivacy(server)];
  if (message.outcome !== "answered" || !message.procedure_code) return [];
  const row = make("div", "tools");
  const copy = make("button", "", words.copy);
  copy.type = "button";
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(message.text);
    copy.textContent = words.copied;
  });
  if (navigator.clipboard) row.append(copy);
  const address = `${server}/thu-tuc/${message.procedure_code}`;
  const chosen = message.circumstance ? `?truong-hop=${encodeURIComponent(message.circumstance)}` : "";
  row.append(link(`${address}/phieu${chosen}`, words.slip), link(address, words.page));
  return [row];
}

function onPrivacy(server) {
  const row = make("div", "tools");
  row.append(link(`${server}/rieng-tu`, words.privacy));
  return row;
}
