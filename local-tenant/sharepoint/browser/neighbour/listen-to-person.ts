import { see } from './seen';

const events = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'submit'] as const;

/** Listens to keys and fields before anybody else does, and reads along what the page shows. */
export function listenToPerson(): void {
  for (const name of events) {
    document.addEventListener(name, (event) => see(`what was typed (${name})`, typed(event)), true);
  }
  new MutationObserver((changes) => changes.forEach(readChange)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

function typed(event: Event): readonly string[] {
  const key = event instanceof KeyboardEvent ? event.key : '';
  const pasted = event instanceof ClipboardEvent ? (event.clipboardData?.getData('text') ?? '') : '';
  const { target } = event;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return [key, pasted, isField ? target.value : ''];
}

function readChange({ target, addedNodes, attributeName }: MutationRecord): void {
  if (target instanceof CharacterData) see('the page', target.data);
  if (target instanceof Element && attributeName !== null)
    see('the page', [attributeName, target.getAttribute(attributeName)]);
  for (const node of addedNodes) see('the page', node instanceof Element ? node.outerHTML : node.textContent);
}
