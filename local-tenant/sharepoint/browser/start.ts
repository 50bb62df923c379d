import { canvasId, pageContextBlock } from './page-names';
import type {} from '@fluentui/react';
import type {} from './runtime-internals';

// Fluent would fetch Segoe UI from Microsoft's font server; the page has brought its own.
window.FabricConfig = { fontBaseUrl: '' };

const canvas = document.getElementById(canvasId);

/** Starts Microsoft's runtime with what the server wrote into the page, and shows the web part. */
async function start(target: HTMLElement): Promise<void> {
  const pageContext: unknown = JSON.parse(document.getElementById(pageContextBlock)?.textContent ?? '{}');
  const { applicationId, manifests } = window.localManifests;
  const preloaded = {
    clientSideApplicationId: applicationId,
    buildNumber: 'local',
    manifests,
    spPageContextInfo: pageContext,
  };
  window._spPageContextInfo = pageContext;
  window.spClientSidePageContext = preloaded;
  window.spModuleLoader._isTelemetryDisabled = true;
  window.moduleLoaderPromise = window.spModuleLoader.start(preloaded, ({ error, message }) => {
    console.error(error ?? message);
  });
  const application = await window.moduleLoaderPromise;
  if (!application) throw new Error('The runtime did not start.');
  await application.showWebPart(target);
}

function tellFailure(target: HTMLElement, reason: unknown): void {
  console.error(reason);
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = `The web part could not be shown: ${reason instanceof Error ? reason.message : String(reason)}`;
  target.replaceChildren(message);
}

if (canvas) start(canvas).catch((reason: unknown) => tellFailure(canvas, reason));
