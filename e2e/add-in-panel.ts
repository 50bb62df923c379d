import type { Page } from 'playwright-core';

export interface NewConnection {
  readonly connector: RegExp;
  readonly name: string;
  /** By the labels of the form's fields. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Adds a connection in the panel, up to its connect window, which is returned. */
export async function addInPanel(page: Page, { connector, name, settings }: NewConnection): Promise<Page> {
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const panel = page.getByRole('dialog', { name: 'Add connection' });
  await panel.getByRole('button', { name: connector }).click();
  await panel.getByLabel('Name', { exact: true }).fill(name);
  for (const [label, value] of Object.entries(settings)) {
    await panel.getByRole('textbox', { name: label }).fill(value);
  }
  await panel.getByRole('button', { name: 'Continue' }).click();
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Connect', exact: true }).click(),
  ]);
  await opened.getByRole('heading', { name: `Connect ${name}` }).waitFor();
  return opened;
}
