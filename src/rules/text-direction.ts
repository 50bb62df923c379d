// The blocks of scripts that run from right to left (UAX #9, classes R and AL).
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/**
 * A value that keeps its own order, and leaves that of the sentence around it alone, where one of the two runs from
 * right to left (UAX #9, isolates). Where neither does, the value as it is: nobody copies invisible characters then.
 */
export function isolateIn(sentence: string, value: string): string {
  return rightToLeft.test(value) || rightToLeft.test(sentence)
    ? `${firstStrongIsolate}${value}${popDirectionalIsolate}`
    : value;
}
