/**
 * A style sheet's classes by name, for tools that run before Heft has written the exact types of each
 * style sheet (`temp/sass-ts`). Where those exist, they are the ones that count.
 */
declare module '*.module.scss' {
  const classNames: Readonly<Record<string, string>>;
  export default classNames;
}
