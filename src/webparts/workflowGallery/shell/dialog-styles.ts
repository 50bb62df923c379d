import type { IDialogContentStyles } from '@fluentui/react/lib/Dialog';

/** For dialogs whose title holds a name: one long word would be cut off. */
export const wrappedTitle: Partial<IDialogContentStyles> = { title: { overflowWrap: 'anywhere' } };
