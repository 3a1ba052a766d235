// The inbox while it is open: what arrives is shown without anything moving under the cursor. Nothing here
// touches focus, caret, scroll or drafts, except where the reader asked for it.

import { keepAges } from "./ages.js";
import { watchConversation } from "./conversation.js";
import { insertReplies } from "./canned.js";
import { keepDraft } from "./draft.js";
import { listFiles } from "./files.js";
import { keepFolds } from "./folds.js";
import { watchHere } from "./here.js";
import { holdReplies } from "./hold.js";
import { listenToKeys } from "./keys.js";
import { watchList } from "./list.js";
import { listen } from "./live.js";
import { offerNames } from "./mention.js";
import { watchNotices } from "./notify.js";
import { offerPalette } from "./palette.js";

const list = document.querySelector(".is-inbox .rows");
if (list) {
  const talk = document.querySelector(".talk[data-conversation]");
  const watchers = [watchList(list), watchNotices()];
  let heed = () => {};
  if (talk) {
    // Whoever is warned decides first, then a reply is held: what is held is not sent yet.
    const here = watchHere(talk);
    heed = here.onSign;
    watchers.push(here.onChange);
    holdReplies(talk);
    keepDraft(talk);
    insertReplies(talk);
    offerNames(talk);
    listFiles(talk);
    keepFolds(talk);
    watchers.push(watchConversation(talk));
  }
  listen((change) => watchers.forEach((watcher) => watcher(change)), (sign) => heed(sign));
  listenToKeys(!document.querySelector("[data-no-keys]"));
  offerPalette();
  keepAges();
}
