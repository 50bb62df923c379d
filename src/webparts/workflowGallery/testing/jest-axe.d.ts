declare module 'jest-axe' {
  interface Violation {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }
  /** Checks a part of the page by the rules of axe. */
  export function axe(element: Element): Promise<{ readonly violations: readonly Violation[] }>;
}
