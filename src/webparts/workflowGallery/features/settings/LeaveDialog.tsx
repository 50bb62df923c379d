import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Dialog, DialogFooter, DialogType } from '@fluentui/react/lib/Dialog';
import * as strings from 'WorkflowGalleryStrings';
import { wrappedTitle } from '../../shell/dialog-styles';

interface LeaveDialogProps {
  readonly title: string;
  /** What would be lost. */
  readonly text: string;
  /** What leaving does, in a word or two. */
  readonly leave: string;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asks before what was entered is thrown away. */
export function LeaveDialog({ title, text, leave, onLeave, onStay }: LeaveDialogProps): React.ReactElement {
  return (
    <Dialog
      hidden={false}
      onDismiss={onStay}
      dialogContentProps={{
        type: DialogType.normal,
        title,
        subText: text,
        showCloseButton: false,
        styles: wrappedTitle,
      }}
      modalProps={{ isBlocking: true }}
    >
      <DialogFooter>
        <PrimaryButton text={strings.leave.stay} onClick={onStay} />
        <DefaultButton text={leave} onClick={onLeave} />
      </DialogFooter>
    </Dialog>
  );
}
