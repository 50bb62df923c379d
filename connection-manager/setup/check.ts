/** What was found out about one thing a tenant needs. */
export type Check = {
  /** Stable, for programs that read the report. */
  readonly check: string;
  /** In a sentence for a person. */
  readonly sentence: string;
} & (
  | { readonly outcome: 'ok' }
  /** Missing, or impossible to see from here: who can fix it or look, and how. */
  | { readonly outcome: 'missing' | 'unknown'; readonly who: string; readonly cure: string }
);

export function ok(check: string, sentence: string): Check {
  return { check, outcome: 'ok', sentence };
}

export const operator = 'Whoever runs the connection manager';
export const directoryAdministrator = 'Application Administrator or Cloud Application Administrator';
export const privilegedAdministrator = 'Global Administrator or Privileged Role Administrator';
export const sharePointAdministrator = 'SharePoint Administrator';
