// Talk to POST /api/chat: what is said stays until it is answered, and is answered once however often it is sent.
import { card, make, ownData } from "./cards.js";
import { Memory, identifier } from "./memory.js";

const words = {
  waiting: "Đang trả lời",
  offline: "Chưa gửi được vì mất mạng. Có mạng lại tôi gửi tiếp.",
  busy: "Máy chủ đang bận, tôi sẽ gửi lại.",
  refused: "Tin nhắn này không gửi được.",
  again: "Gửi lại",
  rate: "Bạn hài lòng chứ?",
  deleted: "Đã xóa cuộc trò chuyện.",
  notDeleted: "Chưa xóa được vì mất mạng. Bạn thử lại sau.",
  keep: "Đồng ý lưu câu hỏi",
  withdraw: "Thôi lưu câu hỏi",
  kept: { true: "có", false: "không" },
  sizes: { "": "vừa", large: "lớn", largest: "rất lớn" },
  themes: { "": "theo máy", light: "sáng", dark: "tối" },
};
const AGAIN = [2_000, 5_000, 15_000]; // milliseconds until what failed is sent again
const PATIENCE = 20_000; // milliseconds for one answer

class Refused extends Error {}

export class Chat {
  constructor(panel, server) {
    this.panel = panel;
    this.server = server;
    this.memory = new Memory();
    this.log = panel.querySelector(".log");
    this.status = panel.querySelector(".status");
    this.quick = panel.querySelector(".quick");
    this.heading = panel.querySelector(".name").tagName === "H1" ? "h2" : "h3";
    this.input = panel.querySelector(".ask input[type=text]");
    this.sending = false;
    this.failures = 0;
    this.onClose = null;
    this.commune = undefined; // that the embedding site declares
    this.#wire();
    this.#dress();
    panel.dataset.ready = "";
  }

  // Show what was said before, and send what was not answered yet.
  resume() {
    if (this.onClose) this.panel.querySelector(".close").hidden = false;
    for (const item of this.memory.state.items) this.#show(item);
    this.#offer();
    this.#send();
  }

  begin(code) {
    const last = this.memory.state.items.findLast((item) => item.said);
    const said = { payload: `/ask_procedure{"procedure_code": "${code}"}` };
    if (/^[1-6]\.\d{6}$/.test(code) && last?.said.payload !== said.payload) this.say(said, code);
  }

  say(said, shown) {
    const item = { id: identifier(), said, shown, at: Date.now(), waiting: true };
    this.memory.add(item);
    this.#show(item);
    this.#offer();
    this.#toEnd();
    this.#send();
  }

  focus() {
    this.input.focus();
  }

  #wire() {
    this.panel.querySelector(".ask").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.input.value.trim();
      this.input.value = "";
      if (text) this.say({ text }, text);
      this.focus();
    });
    const menu = this.panel.querySelector(".menu");
    this.panel.querySelector(".bar").addEventListener("click", (event) => this.#choose(event.target.closest("button"), menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    this.panel.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    addEventListener("online", () => this.#send());
  }

  #choose(button, menu) {
    if (!button) return;
    const { say, do: action } = button.dataset;
    if (say) this.say({ payload: say }, button.textContent);
    const actions = {
      size: () => this.#next("size", Object.keys(words.sizes)),
      theme: () => this.#next("theme", Object.keys(words.themes)),
      print: () => print(),
      delete: () => this.#delete(),
      own: () => this.#showOwn(),
      keep: () => this.#choice(!this.memory.state.keeps),
      close: () => this.onClose?.(),
    };
    actions[action]?.();
    if (action !== "size" && action !== "theme") menu.open = false;
  }

  #next(name, values) {
    const state = this.memory.state;
    state[name] = values[(values.indexOf(state[name]) + 1) % values.length];
    this.memory.save();
    this.#dress();
  }

  #dress() {
    const { size, theme } = this.memory.state;
    this.panel.dataset.size = size;
    this.panel.dataset.theme = theme;
    this.panel.querySelector("[data-shown=size]").textContent = words.sizes[size];
    this.panel.querySelector("[data-shown=theme]").textContent = words.themes[theme];
    const keeps = Boolean(this.memory.state.keeps);
    this.panel.querySelector("[data-shown=keep]").textContent = words.kept[keeps];
    this.panel.querySelector("[data-do=keep]").setAttribute("aria-checked", String(keeps));
  }

  #choice(keeps) {
    this.say({ payload: keeps ? "/keep_texts" : "/withdraw_texts" }, keeps ? words.keep : words.withdraw);
  }

  // What was chosen counts once the server has it; then nobody is asked any more.
  #chosen({ keeps_texts: keeps }) {
    if (keeps === undefined) return;
    this.memory.state.keeps = keeps;
    this.memory.save();
    for (const row of this.log.querySelectorAll(".choice")) row.remove();
    this.#dress();
  }

  async #showOwn() {
    try {
      const turn = await ownData(this.server, this.memory.state.conversation);
      this.log.append(turn);
      turn.scrollIntoView({ block: "start" });
    } catch {
      this.status.textContent = words.offline;
    }
  }

  async #delete() {
    try {
      const answer = await fetch(`${this.server}/api/chat/${this.memory.state.conversation}`, { method: "DELETE" });
      if (!answer.ok) throw new Error(answer.statusText);
      this.#deleted((await answer.json()).text);
    } catch {
      this.status.textContent = words.notDeleted;
    }
  }

  // Nothing is left here either but the receipt.
  #deleted(receipt) {
    this.memory.delete();
    for (const turn of [...this.log.children].slice(1)) turn.remove();
    this.#offer();
    this.#dress();
    this.status.textContent = `${words.deleted} ${receipt}`;
    this.focus();
  }

  // One after the other, in the order in which they were said.
  async #send() {
    const item = this.memory.state.items.find((each) => each.waiting);
    if (!item || this.sending) return;
    this.sending = true;
    this.#typing(true);
    try {
      const messages = await this.#post(item);
      this.failures = 0;
      this.#settle(item);
      this.#receive(messages, item);
    } catch (error) {
      this.#fail(item, error);
    } finally {
      this.sending = false;
      this.log.removeAttribute("aria-busy");
    }
    if (!this.failures) this.#send();
  }

  async #post(item) {
    const body = { ...item.said, conversation_id: this.memory.state.conversation, message_id: item.id, commune: this.commune };
    const response = await fetch(`${this.server}/api/chat`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return (await response.json()).messages;
    if ([408, 429].includes(response.status) || response.status >= 500) throw new Error(words.busy);
    throw new Refused(words.refused);
  }

  #settle(item) {
    item.waiting = false;
    this.log.querySelector(`[data-id="${item.id}"]`)?.classList.remove("failed");
    this.status.textContent = "";
    this.memory.save();
  }

  #receive(messages, item) {
    const deleted = messages.find(({ outcome }) => outcome === "deleted");
    if (deleted) return this.#deleted(deleted.text);
    for (const message of messages) {
      const received = { message, at: Date.now() };
      this.memory.add(received);
      this.#show(received);
      this.#chosen(message);
    }
    const choice = this.log.querySelector(".choice");
    if (choice && messages[0].outcome === "notice") this.log.lastElementChild.append(choice); // after the first answer
    this.#offer();
    this.log.querySelector(`[data-id="${item.id}"]`)?.scrollIntoView({ block: "start" });
  }

  #fail(item, error) {
    const refused = error instanceof Refused;
    if (refused) this.#settle(item);
    this.log.querySelector(`[data-id="${item.id}"]`)?.classList.add("failed");
    const known = refused || error.message === words.busy;
    this.status.replaceChildren(known ? error.message : words.offline, " ");
    if (refused) return;
    const again = make("button", "", words.again);
    again.type = "button";
    again.addEventListener("click", () => this.#send());
    this.status.append(again);
    const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    setTimeout(() => this.#send(), wait);
  }

  #typing(on) {
    const dots = make("span", "typing");
    dots.setAttribute("aria-hidden", "true");
    dots.append(make("i"), make("i"), make("i"));
    this.status.replaceChildren(...(on ? [make("span", "unseen", words.waiting), dots] : []));
    this.log.setAttribute("aria-busy", String(on));
  }

  #show(item) {
    const turn = make("div", item.said ? "turn me" : "turn bot");
    if (item.id) turn.dataset.id = item.id;
    turn.append(...(item.said ? [own(item.shown)] : card(item.message, this.server, this.heading)));
    if (item.message?.outcome === "notice" && this.memory.state.keeps === undefined) turn.append(this.#asked(item.message));
    const time = make("time", "time", clock(item.at));
    time.dateTime = new Date(item.at).toISOString();
    turn.append(time);
    this.log.append(turn);
  }

  // The buttons of the last answer stand above the input; while an answer is awaited there are none.
  #offer() {
    const { items } = this.memory.state;
    const buttons = items.at(-1)?.message?.buttons ?? [];
    const ratings = buttons.filter(({ kind }) => kind === "rating");
    const others = buttons.filter(({ kind }) => kind !== "rating");
    this.quick.replaceChildren(...others.map((each) => this.#button(each)));
    this.log.querySelector(".ratings")?.remove();
    if (ratings.length) this.log.lastElementChild.append(this.#ratings(ratings));
  }

  // The choice whether texts are kept: made once, and before no answer.
  #asked({ buttons }) {
    const row = make("div", "choice");
    row.append(...buttons.map((each) => this.#button(each)));
    return row;
  }

  // Five small buttons under the answer that is rated, with what they are for before them.
  #ratings(buttons) {
    const row = make("div", "ratings");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", words.rate);
    row.append(make("span", "", words.rate), ...buttons.map((each) => this.#button(each)));
    return row;
  }

  #button({ title, label, payload }) {
    const button = make("button", "", title);
    button.type = "button";
    if (label) button.setAttribute("aria-label", `${title} ${label}`);
    button.addEventListener("click", () => {
      this.say({ payload }, title);
      this.focus();
    });
    return button;
  }

  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

function own(text) {
  const bubble = make("div", "bubble");
  bubble.append(make("p", "", text));
  return bubble;
}

function clock(at) {
  return new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}
