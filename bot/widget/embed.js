// One line embeds the assistant in another site:
//   <script type="module" src="https://…/widget/embed.js" data-begin="1.001193" data-commune="11413"></script>
// Panel and styles live in a shadow root; the site's rules do not reach them, nor theirs the site.
import { Chat } from "./chat.js";

const server = new URL(import.meta.url).origin;
const script = [...document.querySelectorAll("script[src]")].find((each) => each.src === import.meta.url);
const host = document.createElement("mot-cua");
const root = host.attachShadow({ mode: "open" });
const launcher = element("button", "launcher", "Hỏi thủ tục");
const frame = element("div", "frame");
let chat = null;

function element(name, style, text = "") {
  const made = document.createElement(name);
  made.className = style;
  made.textContent = text;
  return made;
}

async function fetched(path) {
  const answer = await fetch(server + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

// A sheet that is constructed needs no permission of the site's policy for styles.
async function dress() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await fetched("/widget/chat.css"));
  root.adoptedStyleSheets = [sheet];
}

async function open() {
  launcher.disabled = true;
  try {
    chat ??= await furnish();
    frame.hidden = false;
    launcher.hidden = true;
    chat.focus();
  } finally {
    launcher.disabled = false;
  }
}

async function furnish() {
  const page = new DOMParser().parseFromString(await fetched("/widget/panel.html"), "text/html");
  const panel = document.adoptNode(page.querySelector(".motcua"));
  for (const link of panel.querySelectorAll("a[href^='/']")) link.href = server + link.getAttribute("href");
  frame.replaceChildren(panel);
  panel.querySelector("[data-do=print]").remove(); // it would print the other site's page
  const made = new Chat(panel, server);
  made.onClose = close;
  made.commune = /^\d{5}$/.test(script?.dataset.commune) ? script.dataset.commune : undefined;
  made.resume();
  if (script?.dataset.begin) made.begin(script.dataset.begin);
  return made;
}

function close() {
  frame.hidden = true;
  launcher.hidden = false;
  launcher.focus();
}

frame.hidden = true;
frame.setAttribute("role", "dialog");
frame.setAttribute("aria-label", "Trợ lý Một Cửa");
frame.addEventListener("keydown", (event) => event.key === "Escape" && close());
launcher.type = "button";
launcher.addEventListener("click", open);
root.append(launcher, frame);
await dress();
document.body.append(host);
