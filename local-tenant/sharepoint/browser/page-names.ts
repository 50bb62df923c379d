/** Names that the server's pages and the scripts on them share. */
export const localFiles = '/_layouts/15/local/';
export const galleryAlias = 'WorkflowGalleryWebPart';
export const pageContextBlock = 'spPageContextInfo';
export const canvasId = 'spCanvas';
/** Kept in the tab over a redirect to the directory and back. The first name is Microsoft's. */
export const redirectedFrom = 'spfx.msal.redirectedFrom';
export const seenByDirectory = 'localSharePoint.seenByDirectory';
