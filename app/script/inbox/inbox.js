// The inbox while it is open: what arrives is shown without anything moving under the cursor. Nothing here
// touches focus, caret, scroll or drafts, except where the reader asked for it.

import { keepAges } from "./ages.js";
import { watchConversation } from "./conversation.js";
import { keepDraft } from "./draft.js";
import { listenToKeys } from "./keys.js";
import { watchList } from "./list.js";
import { listen } from "./live.js";
import { watchNotices } from "./notify.js";

const list = document.querySelector(".is-inbox .rows");
if (list) {
  const talk = document.querySelector(".talk[data-conversation]");
  const watchers = [watchList(list), watchNotices()];
  if (talk) {
    keepDraft(talk);
    watchers.push(watchConversation(talk));
  }
  listen((change) => watchers.forEach((watcher) => watcher(change)));
  listenToKeys();
  keepAges();
}
