import { redirectTo, type Answer, type SharePointRequest } from '../exchange';
import type { SharePointHost } from '../host';
import type { Session, Sessions } from '../identity/sessions';
import type { SignIn } from '../identity/sign-in';
import { bitsOfPerson, everyBit } from '../permission-bits';
import type { FormDigests } from '../rest/form-digest';
import { findPlaceAround, type Place } from '../sites';
import { pages, signedInPage, signInPage, signOutPage, singleSignOnPage, startPage } from './addresses';
import { siteFrame } from './chrome';
import { answerDocument, appearanceOf } from './document';
import { pageContextOf } from './page-context';
import { findSitePage } from './site-pages';
import {
  answerAccessDenied,
  answerNotFound,
  answerSignedOut,
  answerSignInRefused,
  answerSingleSignOn,
  answerStartPage,
} from './tenant-pages';

export interface PagesOptions {
  readonly directoryOrigin: string;
  readonly now: () => Date;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly formDigests: FormDigests;
}

/** Everything a browser shows: the pages of sites, and those around signing in and out. */
export class Pages {
  constructor(private readonly options: PagesOptions) {}

  /** Answers a page, or nothing if there is none at this address. */
  async answer(host: SharePointHost, request: SharePointRequest): Promise<Answer | undefined> {
    if (request.method !== 'GET') return undefined;
    const appearance = appearanceOf(request.url.searchParams);
    switch (request.path.toLowerCase()) {
      case '/':
        return redirectTo(startPage);
      case singleSignOnPage.toLowerCase():
        return answerSingleSignOn(appearance);
      case signedInPage.toLowerCase():
        return this.completeSignIn(host, request);
      case signInPage.toLowerCase():
        return this.beginSignIn(host, request, new URL(startPage, host.origin));
      case signOutPage.toLowerCase():
        return answerSignedOut({ host, appearance }, this.options.sessions.end(request.headers.cookie));
      case startPage.toLowerCase():
        return this.whenSignedIn(host, request, ({ person }) =>
          answerStartPage({ host, appearance, person }),
        );
      default:
        return this.answerSitePage(host, request);
    }
  }

  notFound(host: SharePointHost, request: SharePointRequest): Answer {
    const session = this.options.sessions.find(request.headers.cookie, host.tenant);
    return answerNotFound({
      host,
      appearance: appearanceOf(request.url.searchParams),
      person: session?.person,
    });
  }

  private answerSitePage(host: SharePointHost, request: SharePointRequest): Answer | undefined {
    const found = findPlaceAround(host.tenant, request.path);
    if (!found) return undefined;
    const { place, inside } = found;
    if (inside === '' || inside === '/') return redirectTo(place.web.path + pages.home + request.url.search);
    if (!findSitePage(inside)) return undefined;
    return this.whenSignedIn(host, request, (session) =>
      this.sitePage({ host, request, session, place, inside }),
    );
  }

  private sitePage(asked: {
    readonly host: SharePointHost;
    readonly request: SharePointRequest;
    readonly session: Session;
    readonly place: Place;
    readonly inside: string;
  }): Answer {
    const { host, request, session, place, inside } = asked;
    const { person } = session;
    const appearance = appearanceOf(request.url.searchParams);
    const found = findSitePage(inside);
    if (!found) return this.notFound(host, request);
    if (!bitsOfPerson(person, place)) return answerAccessDenied({ host, appearance, person });

    const pageContext = pageContextOf({
      host,
      directoryOrigin: this.options.directoryOrigin,
      place,
      person,
      pagePath: place.web.path + found.path,
      locale: appearance.locale,
      formDigest: this.options.formDigests.issue({
        via: 'cookie',
        person,
        sessionId: session.id,
        reach: everyBit,
      }),
      now: this.options.now(),
    });
    const { title, content } = found.page;
    const markup = content({
      webTitle: place.web.title,
      webPath: place.web.path,
      pageContext,
      hasHostileNeighbour: request.url.searchParams.get('neighbour') === 'hostile',
    });
    return answerDocument({
      title: `${place.web.title} - ${title}`,
      appearance,
      body: siteFrame({ host, place, person, page: found.path, content: markup }),
    });
  }

  private whenSignedIn(
    host: SharePointHost,
    request: SharePointRequest,
    answer: (session: Session) => Answer,
  ): Answer {
    const session = this.options.sessions.find(request.headers.cookie, host.tenant);
    return session ? answer(session) : this.beginSignIn(host, request, request.url);
  }

  private beginSignIn(host: SharePointHost, request: SharePointRequest, destination: URL): Answer {
    const returnTo = new URL(destination);
    returnTo.searchParams.delete('login_hint');
    const query = request.url.searchParams;
    const loginHint = query.get('login_hint') ?? undefined;
    return this.options.signIn.begin(host, { returnTo, loginHint, prompt: query.get('prompt') ?? undefined });
  }

  private async completeSignIn(host: SharePointHost, request: SharePointRequest): Promise<Answer> {
    const result = await this.options.signIn.complete(host, request.url.searchParams);
    if (result.outcome === 'refused') {
      return answerSignInRefused({ host, appearance: appearanceOf(new URLSearchParams()) }, result.because);
    }
    return redirectTo(result.returnTo, [this.options.sessions.begin(host.tenant, result.person)]);
  }
}
