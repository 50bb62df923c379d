import * as React from 'react';
import * as ReactDom from 'react-dom';
import type { IReadonlyTheme } from '@microsoft/sp-component-base';
import { BaseClientSideWebPart } from '@microsoft/sp-webpart-base';
import { LazyGallery } from './shell/LazyGallery';
import type { GalleryEnvironment } from './shell/gallery-environment';
import { readAppCatalogAddress } from './sharepoint/app-catalog-address';
import { sharePointEnvironment } from './sharepoint/sharepoint-environment';

/** Shows the Workflow Gallery of the site the page belongs to. Everything it needs it is told by SharePoint. */
export default class WorkflowGalleryWebPart extends BaseClientSideWebPart<Record<string, never>> {
  private theme: IReadonlyTheme | undefined;
  private environment: GalleryEnvironment | undefined;

  public override render(): void {
    this.environment ??= {
      ...sharePointEnvironment(this.context),
      readAppCatalogAddress: () => readAppCatalogAddress(this.context),
    };
    ReactDom.render(
      React.createElement(LazyGallery, { environment: this.environment, theme: this.theme }),
      this.domElement,
    );
  }

  protected override onThemeChanged(theme: IReadonlyTheme | undefined): void {
    this.theme = theme;
    if (this.environment !== undefined) this.render();
  }

  protected override onDispose(): void {
    ReactDom.unmountComponentAtNode(this.domElement);
  }
}
