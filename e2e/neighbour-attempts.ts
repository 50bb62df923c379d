import type { Page } from 'playwright-core';
import type { Tenant } from '../local-tenant/world/model';
import { connectionManagerOrigin, directoryOrigin } from '../tools/stack/addresses.mjs';

// What a hostile script of the SharePoint page tries. Each runs in that page, with all that a script there has.

export interface PageAnswer {
  readonly status: number | 'refused by the browser';
  readonly text: string;
}

/** Asks the API as any script of the page can. */
export async function askFromPage(
  page: Page,
  path: string,
  wish: { readonly token: string; readonly body?: unknown; readonly method?: string },
): Promise<PageAnswer> {
  const { token, body, method = body === undefined ? 'GET' : 'POST' } = wish;
  return page.evaluate(
    async ({ address, token, body, method }) => {
      const headers: Record<string, string> = { authorization: `Bearer ${token}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID();
      try {
        const answer = await fetch(address, { method, headers, ...(body !== undefined && { body }) });
        return { status: answer.status, text: await answer.text() };
      } catch {
        return { status: 'refused by the browser' as const, text: '' };
      }
    },
    {
      address: `${connectionManagerOrigin}/api/v1${path}`,
      token,
      body: body === undefined ? undefined : JSON.stringify(body),
      method,
    },
  );
}

/** Asks the connect window, and sends to it, in every way that fetch has; says how each ended. */
export async function sendFromPage(page: Page, address: string): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async (address) => {
    const outcomes: Record<string, string> = {};
    const form = new URLSearchParams({ csrf: 'x', etag: 'x', username: 'evil', password: 'evil' });
    const wishes: Record<string, RequestInit> = {
      read: { credentials: 'include' },
      'read without cookies': { credentials: 'omit' },
      send: { method: 'POST', body: form, credentials: 'include' },
      'send blindly': { method: 'POST', body: form, credentials: 'include', mode: 'no-cors' },
      'send with a header': { method: 'POST', body: form, headers: { 'x-csrf': 'x' } },
      'read blindly': { credentials: 'include', mode: 'no-cors' },
    };
    for (const [name, wish] of Object.entries(wishes)) {
      outcomes[name] = await fetch(address, wish).then(
        async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`,
        (reason: unknown) => String(reason),
      );
    }
    outcomes['beacon'] = String(
      navigator.sendBeacon(`${address}/presence`, new URLSearchParams({ state: 'open' })),
    );
    return outcomes;
  }, address);
}

/** Puts the connect window into a frame of the page. */
export async function frameInPage(page: Page, address: string): Promise<void> {
  return page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.name = 'framed';
    frame.src = address;
    document.body.append(frame);
  }, address);
}

/** Sends a form of the page to the connect window, into a window of its own. */
export async function postFormFromPage(page: Page, address: string): Promise<void> {
  return page.evaluate((address) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = address;
    form.target = '_blank';
    for (const name of ['csrf', 'etag', 'username', 'password']) {
      const input = document.createElement('input');
      input.name = name;
      input.value = 'evil';
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }, address);
}

/** Opens the connect window in a click that the person meant for something else. */
export async function openFromPage(page: Page, address: string): Promise<void> {
  return page.evaluate((address) => {
    const link = document.createElement('button');
    link.textContent = 'Nothing to see here';
    link.addEventListener('click', () => window.open(address));
    document.body.append(link);
    link.click();
  }, address);
}

/** Tries what a page may do with a window it opened; says how each attempt ended. */
export async function useLastHandle(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(() => {
    const handle = window.hostileNeighbour.windows.at(-1);
    const outcomes: Record<string, string> = { closed: String(handle?.closed) };
    const attempts: Record<string, () => unknown> = {
      read: () => handle?.document.body.innerHTML,
      address: () => handle?.location.href,
      lead: () => handle?.location.replace('about:blank#led-away'),
      speak: () => handle?.postMessage({ csrf: 'please' }, '*'),
      close: () => handle?.close(),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        outcomes[name] = String(attempt());
      } catch (reason) {
        outcomes[name] = reason instanceof Error ? reason.name : 'failed';
      }
    }
    return outcomes;
  });
}

/** Takes a refresh token of the page's registration away, and asks the directory for a token with it. */
export async function redeem(
  localFetch: typeof fetch,
  tenant: Tenant,
  { refreshToken, scope }: { readonly refreshToken: string; readonly scope: string },
): Promise<Response> {
  const gallery = tenant.applications.find(({ key }) => key === 'gallery');
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: gallery?.appId ?? '',
    refresh_token: refreshToken,
    scope,
  });
  return localFetch(`${directoryOrigin}/${tenant.tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
}
