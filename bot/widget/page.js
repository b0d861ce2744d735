// The chat as a page of its own: the panel is there already.
import { Chat } from "./chat.js";

const panel = document.querySelector(".motcua");
const chat = new Chat(panel, location.origin);
chat.resume();
if (panel.dataset.begin) chat.begin(panel.dataset.begin);
