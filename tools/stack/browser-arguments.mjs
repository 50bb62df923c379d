// @ts-check

/**
 * How a Chromium is started that trusts exactly one certificate, the local one, and knows nothing else:
 * the exception counts for that public key only, and only in a profile of its own.
 *
 * @param {object} options
 * @param {string} options.fingerprint SHA-256 of the certificate's public key (SPKI), base64
 * @param {string} options.profile an empty folder
 * @param {string} options.address the page to open
 * @param {boolean} [options.headless]
 * @param {boolean} [options.asRoot] Chromium's sandbox refuses to run as root
 * @returns {string[]}
 */
export function browserArguments({ fingerprint, profile, address, headless = false, asRoot = false }) {
  return [
    `--user-data-dir=${profile}`,
    `--ignore-certificate-errors-spki-list=${fingerprint}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // QUIC does not read the list of accepted keys.
    '--disable-quic',
    ...(headless ? ['--headless', '--disable-gpu'] : []),
    ...(asRoot ? ['--no-sandbox'] : []),
    address,
  ];
}
