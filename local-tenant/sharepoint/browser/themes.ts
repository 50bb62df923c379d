import { createTheme, loadTheme, type IPalette, type ITheme } from '@fluentui/react/lib/Styling';

/** SharePoint's dark team site theme turns the neutral colours round and lightens the accent. */
const darkPalette: Partial<IPalette> = {
  themeDarker: '#b4d6fa',
  themeDark: '#96c6fa',
  themeDarkAlt: '#62abf5',
  themePrimary: '#479ef5',
  themeSecondary: '#3891ec',
  themeTertiary: '#235a94',
  themeLight: '#16334f',
  themeLighter: '#0f2438',
  themeLighterAlt: '#0a1724',
  black: '#ffffff',
  neutralDark: '#f4f4f4',
  neutralPrimary: '#ffffff',
  neutralPrimaryAlt: '#dadada',
  neutralSecondary: '#d0d0d0',
  neutralSecondaryAlt: '#d0d0d0',
  neutralTertiary: '#c8c8c8',
  neutralTertiaryAlt: '#6d6d6d',
  neutralQuaternary: '#4f4f4f',
  neutralQuaternaryAlt: '#484848',
  neutralLight: '#3f3f3f',
  neutralLighter: '#313131',
  neutralLighterAlt: '#292929',
  white: '#1f1f1f',
};

/** Gives the page and every web part on it the theme its address asked for, as SharePoint's page does. */
export function loadSiteTheme(): ITheme {
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  const theme = isDark ? createTheme({ palette: darkPalette, isInverted: true }) : createTheme({});
  loadTheme(theme);
  return theme;
}
