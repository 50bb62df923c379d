import type { BrowserContext, Page, Request } from 'playwright-core';
import { connectionManagerOrigin } from '../tools/stack/addresses.mjs';

/** Opens a connect window by its address and enters what a person would. */
export async function connectInWindow(
  context: BrowserContext,
  address: string,
  entry: { readonly username: string; readonly password: string },
): Promise<Page> {
  const window = await context.newPage();
  await window.goto(address);
  await enterCredential(window, entry);
  return window;
}

/** Types username and password into an open connect window and sends them. */
export async function enterCredential(
  window: Page,
  entry: { readonly username: string; readonly password: string },
): Promise<void> {
  await window.getByLabel('Username').fill(entry.username);
  await window.getByLabel('Password', { exact: true }).fill(entry.password);
  await window.getByRole('button', { name: 'Connect' }).click();
}

/** Codes and states with which the directory sent connect windows back, as the browser's requests show them. */
export function signInParametersIn(requests: readonly Request[]): readonly string[] {
  return requests
    .map((request) => new URL(request.url()))
    .filter(({ origin, pathname }) => origin === connectionManagerOrigin && pathname === '/connect/signin')
    .flatMap(({ searchParams }) => [searchParams.get('code') ?? '', searchParams.get('state') ?? ''])
    .filter((value) => value !== '');
}
