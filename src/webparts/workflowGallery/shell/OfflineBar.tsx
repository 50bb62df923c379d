import * as React from 'react';
import { MessageBar, MessageBarType } from '@fluentui/react/lib/MessageBar';
import * as strings from 'WorkflowGalleryStrings';
import { useAnnounce } from './announcer';
import { useBackOnline, useOnline } from './use-online';

/** Says so while there is no network, and politely when it is there again. */
export function OfflineBar(): React.ReactElement | null {
  const isOnline = useOnline();
  const announce = useAnnounce();
  useBackOnline(() => announce(strings.messages.onlineAgain));
  if (isOnline) return null;
  return (
    <MessageBar messageBarType={MessageBarType.warning} isMultiline>
      {strings.messages.offline}
    </MessageBar>
  );
}
