// Talk to POST /api/chat and show the conversation. Text is only ever set as text, never as HTML.
const messages = document.getElementById("messages");
const form = document.getElementById("ask");
const input = document.getElementById("text");
const status = document.getElementById("status");
const words = {
  waiting: "Đang trả lời…",
  offline: "Chưa gửi được. Bạn kiểm tra mạng rồi bấm Gửi lại.",
  hello: "Bạn cần làm thủ tục gì? Bạn nhắn như nói hằng ngày, không cần dấu cũng được.",
  source: "Nguồn:",
};
let conversation = null;
let busy = false;

function show(text, who) {
  const bubble = document.createElement("div");
  bubble.className = `message ${who}`;
  for (const line of text.split("\n")) addLine(bubble, line);
  messages.append(bubble);
  return bubble;
}

// A line is an item of a list, the source, a heading (it ends with a colon), or plain text.
function addLine(bubble, line) {
  const item = line.startsWith("- ");
  const tag = item ? "li" : "p";
  const element = document.createElement(tag);
  element.textContent = item ? line.slice(2) : line;
  if (line.startsWith(words.source)) element.className = "source";
  else if (!item && line.endsWith(":")) element.className = "heading";
  (item ? listOf(bubble) : bubble).append(element);
}

function listOf(bubble) {
  if (bubble.lastElementChild?.tagName === "UL") return bubble.lastElementChild;
  const list = document.createElement("ul");
  bubble.append(list);
  return list;
}

function offer(buttons) {
  const row = document.createElement("div");
  row.className = "buttons";
  for (const { title, payload } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", () => send({ payload }, title));
    row.append(button);
  }
  messages.append(row);
}

async function send(said, shown) {
  if (busy) return;
  busy = true;
  status.textContent = words.waiting;
  try {
    const answer = await post(conversation ? { ...said, conversation_id: conversation } : said);
    const question = show(shown, "me");
    conversation = answer.conversation_id;
    for (const message of answer.messages) receive(message);
    question.scrollIntoView({ block: "start" });
    status.textContent = "";
    if (said.text) input.value = "";
  } catch {
    status.textContent = words.offline;
  } finally {
    busy = false;
    input.focus();
  }
}

async function post(body) {
  const response = await fetch("/api/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function receive(message) {
  show(message.text, "bot");
  if (message.buttons.length) offer(message.buttons);
}

// A procedure's page opens the chat about it: /?thu-tuc=1.001193
const asked = new URLSearchParams(location.search).get("thu-tuc") ?? "";
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) send({ text }, text);
});
show(words.hello, "bot");
if (/^[1-6]\.\d{6}$/.test(asked)) send({ payload: `/ask_procedure{"procedure_code": "${asked}"}` }, asked);
