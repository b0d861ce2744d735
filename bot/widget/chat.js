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
  const [body, source] = splitSource(text);
  bubble.textContent = body;
  if (source) {
    const line = document.createElement("span");
    line.className = "source";
    line.textContent = source;
    bubble.append(line);
  }
  messages.append(bubble);
  bubble.scrollIntoView({ block: who === "me" ? "end" : "nearest" });
}

function splitSource(text) {
  const start = text.lastIndexOf(`\n${words.source}`);
  return start < 0 ? [text, null] : [text.slice(0, start), text.slice(start + 1)];
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
  row.scrollIntoView({ block: "nearest" });
}

async function send(said, shown) {
  if (busy) return;
  busy = true;
  status.textContent = words.waiting;
  try {
    const answer = await post(conversation ? { ...said, conversation_id: conversation } : said);
    show(shown, "me");
    conversation = answer.conversation_id;
    for (const message of answer.messages) receive(message);
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

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) send({ text }, text);
});
show(words.hello, "bot");
