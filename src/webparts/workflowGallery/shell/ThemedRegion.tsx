import * as React from 'react';
import { useTheme } from '@fluentui/react/lib/Theme';
import styles from './Gallery.module.scss';

interface ThemedRegionProps {
  readonly children: React.ReactNode;
  readonly className?: string | undefined;
}

/** Gives the style sheets the semantic colours of the section's theme: as custom properties, since they change while the page lives. */
export const ThemedRegion = React.forwardRef<HTMLDivElement, ThemedRegionProps>(function ThemedRegion(
  { children, className },
  ref,
) {
  const { semanticColors } = useTheme();
  const colours: Readonly<Record<`--${string}`, string>> = {
    '--gallery-text': semanticColors.bodyText,
    '--gallery-subtext': semanticColors.bodySubtext,
    '--gallery-background': semanticColors.bodyBackground,
    '--gallery-hover': semanticColors.listItemBackgroundHovered,
    '--gallery-chosen': semanticColors.listItemBackgroundChecked,
    '--gallery-border': semanticColors.bodyDivider,
    '--gallery-accent': semanticColors.primaryButtonBackground,
    '--gallery-focus': semanticColors.focusBorder,
    '--gallery-success': semanticColors.successIcon,
    '--gallery-error': semanticColors.errorIcon,
    '--gallery-warning': semanticColors.warningIcon,
  };
  return (
    <div ref={ref} className={`${styles.region} ${className ?? ''}`} style={colours as React.CSSProperties}>
      {children}
    </div>
  );
});
