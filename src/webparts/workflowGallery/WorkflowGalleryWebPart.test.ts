import { screen } from '@testing-library/react';
import { layOut } from './testing/gallery-on-page';
import WorkflowGalleryWebPart from './WorkflowGalleryWebPart';

jest.setTimeout(30_000);

const pageContext = {
  web: { absoluteUrl: 'https://contoso.example/sites/operations', title: 'Operations' },
  user: { displayName: 'Olivia Owens', loginName: 'olivia@contoso.example' },
  cultureInfo: { currentUICultureName: 'en-US' },
  legacyPageContext: {
    webAbsoluteUrl: 'https://contoso.example/sites/operations',
    formDigestTimeoutSeconds: 1800,
    formDigestValue: 'digest',
  },
};

/** A web part as SharePoint's page makes it: constructed without arguments, then given element and context. */
function webPartOn(domElement: HTMLElement): WorkflowGalleryWebPart {
  const webPart = new WorkflowGalleryWebPart();
  Object.defineProperty(webPart, 'domElement', { value: domElement });
  Object.defineProperty(webPart, 'context', { value: { pageContext } });
  return webPart;
}

describe('WorkflowGalleryWebPart', () => {
  it('renders the gallery of the site on the runtime of SharePoint, and says so when SharePoint does not answer', async () => {
    layOut(1280);
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('offline'));
    webPartOn(document.body.appendChild(document.createElement('div'))).render();

    expect(await screen.findByRole('navigation', { name: 'Workflow Gallery' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Connections on Operations' })).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'The settings could not be read' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});
