import type { ApplicationKey, Permission } from './applications';

/** An application to register in the tenant, with names for it in the script. */
export interface PlannedApplication {
  readonly key: Exclude<ApplicationKey, 'sharePointClient'>;
  /** What its variables in the script begin with. */
  readonly variable: string;
  readonly displayName: string;
  readonly platform: 'web' | 'spa' | 'none';
  /** Of redirect addresses that begin with SharePoint’s origin, only the path is known before the script runs. */
  readonly redirects: readonly { readonly origin: 'api' | 'sharePoint'; readonly path: string }[];
}

export interface StepWords {
  readonly title: string;
  /** The directory role that is needed, or who it is that can do this. */
  readonly who: string;
  /** What it grants or changes, and why that is needed. */
  readonly why: readonly string[];
  /** The same by hand, for those who do not run scripts. */
  readonly byHand: readonly string[];
  readonly undo: string;
}

export type Action =
  | { readonly kind: 'signIn' | 'secret' | 'package' | 'apiAccess' | 'registration' | 'properties' | 'check' }
  | { readonly kind: 'register'; readonly application: PlannedApplication }
  | {
      readonly kind: 'consent';
      readonly application: PlannedApplication;
      readonly permissions: readonly Permission[];
      /** A "no" is an answer like any other, and the script goes on. */
      readonly isOptional: boolean;
    };

export type Step = StepWords & { readonly action: Action };
