// The small pieces that the other parts build with. Text only ever becomes text nodes: no HTML is parsed anywhere.
// widget.js has its own `el` and `icon`: a classic script cannot import, and the button must not wait.
export const icons = {
  send: 'M4.5 12 20 4.5 14.5 20l-3-6.5z',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  clip: 'm19 11-7.5 7.5a4.5 4.5 0 0 1-6.5-6.5L13 4.5a3 3 0 0 1 4.5 4.5l-7.5 7.5a1.4 1.4 0 0 1-2-2L14.5 8',
  ai: 'M12 4c.6 4.5 3 7 8 8-5 1-7.4 3.5-8 8-.6-4.5-3-7-8-8 5-1 7.4-3.5 8-8z',
  closed: 'M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z',
  team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M16 5.5a3 3 0 0 1 0 5.5M17.5 14.5c2 .7 3 2.4 3 4.5',
};

/** An element with properties (or attributes, where it has no such property) and children. */
export function el(name, props, ...children) {
  const node = document.createElement(name);
  for (const [prop, value] of Object.entries(props || {})) {
    if (prop in node) node[prop] = value;
    else node.setAttribute(prop, value);
  }
  node.append(...children);
  return node;
}

/** A drawing of one path; the word for it stands beside it. */
export function icon(d) {
  const [svg, path] = ['svg', 'path'].map(name => document.createElementNS('http://www.w3.org/2000/svg', name));
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}

/** Words for screen readers alone. */
export const sr = text => el('span', { className: 'sr' }, text);

/** A text as nodes, its http and https addresses as links that tell the other side nothing. */
export const linked = text =>
  text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/).map((part, i) =>
    i % 2 ? el('a', { href: part, target: '_blank', rel: 'noopener noreferrer nofollow' }, part) : part);

/** Changes a text only when it differs, so that a live region does not announce it again. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
