import { see, wrap } from './seen';

/** Reads what scripts, frames and windows say to each other, and to the console. */
export function readMessages(): void {
  window.addEventListener('message', ({ origin, data }) => see('a message', [origin, data]), true);
  wrap(window, 'postMessage', ({ values }) => see('a message', values));
  wrap(MessagePort.prototype, 'postMessage', ({ values }) => see('a message', values));
  joinChannels();
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'table', 'dir'] as const) {
    wrap(console, name, ({ values }) => values.forEach((value) => see('the console', value)));
  }
  window.addEventListener('error', ({ message, error }) => see('an error', [message, String(error)]));
  window.addEventListener('unhandledrejection', ({ reason }) => see('an error', String(reason)));
}

/** Whoever knows a channel's name hears it: the neighbour joins every one that is made. */
function joinChannels(): void {
  const Original = window.BroadcastChannel;
  const joined = new Map<string, BroadcastChannel>();
  class OverheardChannel extends Original {
    constructor(name: string) {
      super(name);
      see('a channel', name);
      if (joined.has(name)) return;
      const own = new Original(name);
      own.addEventListener('message', ({ data }) => see('a channel', data));
      joined.set(name, own);
    }
  }
  window.BroadcastChannel = OverheardChannel;
  wrap(Original.prototype, 'postMessage', ({ values }) => see('a channel', values));
}
