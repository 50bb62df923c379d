import type { Credential } from '../../connections/credential';
import type { ConnectTarget } from '../connect-target';
import type { Texts } from '../loc/en';
import { html, type Html } from '../pages/html';

/** What a person entered, by the names of the fields. */
export type Entry = Readonly<Record<string, string>>;

/** What is wrong with what was entered: a sentence for each field, in the order in which they stand. */
export type FieldErrors = Readonly<Record<string, string>>;

export type ReadEntry =
  | { readonly ok: true; readonly credential: Credential }
  | { readonly ok: false; readonly errors: FieldErrors };

export interface FormDrawing {
  readonly texts: Texts;
  readonly target: ConnectTarget;
  /** Host that the credential will be sent to. */
  readonly host: string;
  readonly entry: Entry;
  readonly errors: FieldErrors;
}

/** How the connect window asks for one kind of credential. */
export interface CredentialForm {
  /** Heading, explanation and fields. Nothing secret that was entered is ever put back into them. */
  draw(drawing: FormDrawing): Html;
  /** The credential that was entered, where it can be sent at all. Whoever receives it disposes of it. */
  read(entry: Entry, texts: Texts): ReadEntry;
  /** What the person is told about the credential as a whole; `{0}` is the host. */
  sentences(texts: Texts): { readonly refused: string; readonly notDemanded: string };
}

/** Attributes of a field that say what is wrong with it. */
export function errorAttributes(id: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`aria-invalid="true" aria-describedby="${id}-error"`;
}

/** The sentence below a field that says what is wrong with it. */
export function fieldError(id: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`<p class="field-error" id="${id}-error">${error}</p>`;
}

/** A choice to look at what was typed into a secret field. Without JavaScript it stays hidden. */
export function showChoice(id: string, label: string): Html {
  return html`<label class="choice" hidden><input type="checkbox" data-shows="${id}" /> ${label}</label>`;
}
