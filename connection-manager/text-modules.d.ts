/** What the build bundles as text: style sheets, pages and pictures. */
declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*.html' {
  const text: string;
  export default text;
}

declare module '*.svg' {
  const text: string;
  export default text;
}

/** A script that runs in the browser. */
declare module '*.client.js' {
  const text: string;
  export default text;
}
