// @ts-check
import { firstRun, signingIn } from './before-the-list.mjs';
import { confirmWindow } from './confirm-window.mjs';
import { list, panel } from './panel-and-list.mjs';
import { connectWindow } from './window.mjs';

/**
 * What stands in a place of a text that only the moment can fill: a word that says what it is, or another text.
 *
 * @typedef {string | { readonly key: string }} Filling
 */

/**
 * A failure that a person can meet, and how they get on.
 *
 * @typedef {object} Row
 * @property {string} when
 * @property {readonly (string | readonly [string, ...Filling[]])[]} texts what is shown: keys of the place's texts, each with what fills its places
 * @property {string} wayOn who can cure it, and how the person goes on
 * @property {string} [picture] name of the picture in docs/images/told-apart
 * @property {string} [noPicture] why there is none
 */

/**
 * @typedef {object} Place
 * @property {string} title
 * @property {string} about
 * @property {'gallery' | 'window'} words whose texts are shown here: the web part's, or the connect window's
 * @property {readonly Row[]} rows
 */

/** The places where something can fail, in the order in which a person comes to them. */
export const places = [signingIn, firstRun, panel, connectWindow, confirmWindow, list];
