import * as React from 'react';
import { DefaultButton } from '@fluentui/react/lib/Button';
import * as strings from 'WorkflowGalleryStrings';
import { useAnnounce } from '../../shell/announcer';
import styles from './FirstRun.module.scss';

interface ScriptToCopyProps {
  readonly label: string;
  readonly script: string;
}

/** A text to take elsewhere: to select, or to copy with one button that says what became of it. */
export function ScriptToCopy({ label, script }: ScriptToCopyProps): React.ReactElement {
  const shown = React.useRef<HTMLPreElement>(null);
  const announce = useAnnounce();
  const [told, setTold] = React.useState<string>();
  const { firstRun } = strings;

  async function copy(): Promise<void> {
    const said = (await isCopied(script)) ? firstRun.copied : firstRun.notCopied;
    if (said === firstRun.notCopied && shown.current !== null) select(shown.current);
    setTold(said);
    announce(said);
  }

  return (
    <div className={styles.script}>
      {/* In the order of the keyboard, for those who select the text themselves. */}
      <pre ref={shown} role="region" aria-label={label} tabIndex={0} dir="ltr" className={styles.scriptText}>
        {script}
      </pre>
      <div className={styles.copying}>
        <DefaultButton
          iconProps={{ iconName: 'Copy' }}
          text={firstRun.copy}
          ariaDescription={label}
          onClick={() => {
            void copy();
          }}
        />
        {told !== undefined && <span aria-hidden>{told}</span>}
      </div>
    </div>
  );
}

async function isCopied(text: string): Promise<boolean> {
  try {
    await window.navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Some pages may not write to the clipboard: in Teams, or where the browser forbids it.
    return false;
  }
}

function select(element: HTMLElement): void {
  const selection = window.getSelection();
  selection?.selectAllChildren(element);
}
