// The chat behind the button: puts the parts together, opens and closes, and follows the page.
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Log } from './log.js';
import { Panel } from './panel.js';
import { wordsOf } from './words.js';

/** Builds the chat inside what the tag gives, and returns what the tag may do with it. */
export function start(shell) {
  const { saved, keep, frame, launcher, root } = shell, words = wordsOf(shell.language, shell.options.words);
  const submit = (text, files) => talk.submit(text, files), isOpen = () => !panel.node.hidden;
  const log = new Log(shell, words), composer = new Composer(shell, words, submit);
  const panel = new Panel(shell, words, { log, composer, submit, close });
  const talk = new Conversation(shell, words, log, paint);
  talk.asked = () => panel.asked();
  log.download = file => talk.download(file);
  talk.onRetry = () => composer.box.focus();
  composer.mayWrite = () => panel.isComplete();
  composer.onTyping = () => talk.tellTyping();
  frame.append(panel.node);

  function paint() {
    panel.paint(talk.status);
    badge();
  }
  function greet() {
    log.greet();
    paint();
  }
  function badge() {
    if (isOpen() && !document.hidden && talk.last > saved.seen) {
      saved.seen = talk.last;
      keep();
    }
    shell.badge(talk.unread());
  }
  function show(shouldOpen) {
    panel.node.hidden = !shouldOpen;
    talk.isOpen = shouldOpen;
    shell.setOpen(shouldOpen);
    badge();
  }
  function open(takesFocus) {
    if (!isOpen()) {
      show(true);
      log.toEnd();
      shell.meet().then(() => { greet(); talk.live.run(); });
    }
    if (takesFocus) (composer.form.hidden ? panel.closer : composer.box).focus();
  }
  function close() {
    const hadFocus = panel.node.contains(root.activeElement);
    show(false);
    if (hadFocus) (launcher.hidden ? shell.cameFrom : launcher)?.focus();
  }
  function reset() {
    composer.clear();
    talk.reset();
  }
  /** Another tab changed what is stored. */
  function follow(isOtherConversation) {
    if (!isOtherConversation) return badge();
    talk.live.drop();
    talk.begin();
    talk.live.run();
  }

  frame.addEventListener('keydown', event => { if (event.key === 'Escape' && !event.isComposing && isOpen()) close(); });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) talk.live.drop();
    badge();
    talk.live.wake();
  });
  addEventListener('online', () => { talk.resend(); talk.live.wake(); });
  talk.begin();
  talk.live.run();
  return { open, close, reset, follow, greet, isOpen };
}
