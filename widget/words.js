// What the chat says, in English; the page may bring its own (`handoffOptions.words`). The button's words are in widget.js.
const english = {
  close: 'Close chat', messages: 'Messages', message: 'Message', send: 'Send', write: 'Write a message', writeTo: 'Write to {name}',
  whileWaiting: 'Add something while you wait', you: 'You', ai: 'AI', assistant: 'AI assistant', gathering: 'Getting a colleague ready',
  person: 'A person from {about}', here: 'Here until {time}', closed: 'Closed, back {time}',
  back: 'Our team is back {time}, your time. {name} still answers.', canBeWrong: '{name} is an AI and can be wrong.',
  askPerson: 'Talk to a person', steppedBack: 'The AI no longer answers here.', notSent: 'Not sent.', fresh: 'New conversation',
  ended: 'This conversation has ended. Write to start a new one.', left: '{n} characters left',
  tooLong: 'This is {n} characters too long. Shorten it, or send it as two messages.',
  offline: 'No connection. Trying again; what you write is kept.',
};

export const wordsOf = own => ({ ...english, ...own });

/** Puts values in the places of a text: `fill('Write to {name}', { name: 'Maya' })`. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** A moment in the visitor's own time: the time alone today, with the weekday this week, else with the date. */
export function clock(at, extra) {
  const date = new Date(at), now = new Date(), isToday = date.toDateString() === now.toDateString();
  const day = !isToday && { weekday: 'short', ...(Math.abs(date - now) > 5184e5 && { day: 'numeric', month: 'short' }) };
  return date.toLocaleString([], { hour: 'numeric', minute: '2-digit', ...day, ...extra });
}
