import * as React from 'react';

interface StepHeadingProps {
  readonly className: string | undefined;
  /** What is shown beneath: when it changes, the button that had the focus may have gone with it. */
  readonly step?: string;
  readonly children: string;
}

/** The heading of a step in a panel. It takes the focus when what had it has gone, so that it is never lost. */
export function StepHeading({ className, step, children }: StepHeadingProps): React.ReactElement {
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => {
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body) heading.current?.focus();
  }, [step]);
  return (
    <h2 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h2>
  );
}
