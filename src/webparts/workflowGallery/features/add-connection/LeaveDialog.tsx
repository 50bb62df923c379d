import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { Dialog, DialogFooter, DialogType } from '@fluentui/react/lib/Dialog';
import * as strings from 'WorkflowGalleryStrings';
import { format } from '../../texts/format';

interface LeaveDialogProps {
  /** The connection that exists already and would be deleted again. */
  readonly unfinished: string | undefined;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asks before what was entered is thrown away. */
export function LeaveDialog({ unfinished, onLeave, onStay }: LeaveDialogProps): React.ReactElement {
  const { leave } = strings;
  const isConnecting = unfinished !== undefined;
  return (
    <Dialog
      hidden={false}
      onDismiss={onStay}
      dialogContentProps={{
        type: DialogType.normal,
        title: isConnecting ? format(leave.connectingTitle, unfinished) : leave.title,
        subText: isConnecting ? leave.connectingText : leave.text,
        showCloseButton: false,
      }}
      modalProps={{ isBlocking: true }}
    >
      <DialogFooter>
        <PrimaryButton text={leave.stay} onClick={onStay} />
        <DefaultButton text={isConnecting ? leave.stop : leave.discard} onClick={onLeave} />
      </DialogFooter>
    </Dialog>
  );
}
