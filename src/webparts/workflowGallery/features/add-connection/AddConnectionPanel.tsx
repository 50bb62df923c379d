import * as React from 'react';
import { Panel, PanelType } from '@fluentui/react/lib/Panel';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { Availability } from '../../../../contract/site';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { ThemedRegion } from '../../shell/ThemedRegion';
import { format } from '../../texts/format';
import { LeaveDialog } from '../settings/LeaveDialog';
import { ChooseConnector } from './ChooseConnector';
import { ConnectNewConnection } from './ConnectNewConnection';
import { SettingsStep } from './SettingsStep';
import { connected, useAdding } from './use-adding';
import type { AddingOutcome } from './use-adding';
import { useLeaveGuard } from './use-leave-guard';

interface AddConnectionPanelProps {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  /** How far the new connection will reach. */
  readonly availability: Availability;
  readonly existing: readonly Connection[];
  /** Whether the address still asks for the panel: *back* may have been pressed. */
  readonly isWanted: boolean;
  readonly onChanged: () => void;
  readonly onClosed: (outcome: AddingOutcome) => void;
}

/** Adds a connection in three steps: which system, name and settings, connect. */
export function AddConnectionPanel(props: AddConnectionPanelProps): React.ReactElement {
  const { environment, client, availability, existing, isWanted, onChanged, onClosed } = props;
  const { site, person } = environment;
  const adding = useAdding(props);
  const { step, saved } = adding;
  const guard = useLeaveGuard({
    isWanted,
    isUnfinished: adding.isUnfinished,
    onLeave: () => {
      void adding.leave();
    },
  });

  return (
    <Panel
      isOpen
      type={PanelType.medium}
      headerText={strings.add.title}
      closeButtonAriaLabel={strings.add.close}
      // The page says where the focus goes: Fluent would send it back to a row that may have gone.
      focusTrapZoneProps={{ disableRestoreFocus: true }}
      popupProps={{ shouldRestoreFocus: false }}
      onDismiss={(event) => {
        // The panel would close by itself, whatever was typed.
        event?.preventDefault();
        guard.leave();
      }}
    >
      <ThemedRegion>
        {step.at === 'choose' && <ChooseConnector client={client} onChosen={adding.choose} />}
        {step.at === 'settings' && (
          <SettingsStep
            connector={step.connector}
            saved={saved}
            existing={existing}
            availability={availability}
            siteTitle={site.title}
            personName={person.name}
            isSaving={adding.isSaving}
            problem={adding.problem}
            onChange={adding.markDirty}
            onBack={saved === undefined ? adding.chooseAgain : undefined}
            onCancel={guard.leave}
            onSubmit={(values) => {
              void adding.save(step.connector, values);
            }}
          />
        )}
        {step.at === 'connect' && saved !== undefined && (
          <ConnectNewConnection
            environment={environment}
            client={client}
            connection={saved}
            endFlow={adding.endFlow}
            isStopping={adding.isStopping}
            onSucceeded={() => {
              adding.markConnected();
              onChanged();
            }}
            onBack={() => adding.correct(step.connector)}
            onCancel={() => {
              void adding.leave();
            }}
            onDone={() => onClosed(connected(saved))}
          />
        )}
      </ThemedRegion>
      {guard.isAsking && <LeaveDialog {...leaveTexts(saved)} onLeave={guard.confirm} onStay={guard.stay} />}
    </Panel>
  );
}

function leaveTexts(saved: Connection | undefined): { title: string; text: string; leave: string } {
  const { leave } = strings;
  // A connection that exists already would be deleted again.
  return saved === undefined
    ? { title: leave.title, text: leave.text, leave: leave.discard }
    : { title: format(leave.connectingTitle, saved.name), text: leave.connectingText, leave: leave.stop };
}
