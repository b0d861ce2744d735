// What this browser remembers of the conversation, so that it survives a reload; its owner can delete it.
const KEY = "motcua";
const HOURS = 24;
const KEPT = 60;

export class Memory {
  constructor() {
    this.state = this.#read() ?? fresh();
  }

  add(item) {
    this.state.items = [...this.state.items, item].slice(-KEPT);
    this.save();
  }

  save() {
    this.state.at = Date.now();
    attempt(() => localStorage.setItem(KEY, JSON.stringify(this.state)));
  }

  delete() {
    const { size, theme } = this.state;
    this.state = { ...fresh(), size, theme };
    this.save();
  }

  #read() {
    const kept = attempt(() => JSON.parse(localStorage.getItem(KEY)));
    const young = kept && Date.now() - kept.at < HOURS * 3600_000 && Array.isArray(kept.items);
    return young ? kept : null;
  }
}

export function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fresh() {
  return { at: Date.now(), conversation: identifier(), items: [], size: "", theme: "" };
}

// A browser may forbid all storage: the conversation then lives as long as the page.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
