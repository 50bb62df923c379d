/** Names that the server's pages and the scripts on them share. */
export const localFiles = '/_layouts/15/local/';
export const galleryAlias = 'WorkflowGalleryWebPart';
export const pageContextBlock = 'spPageContextInfo';
export const canvasId = 'spCanvas';
