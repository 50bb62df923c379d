/** What is wrong with a key file. */
export type KeyFileProblem =
  | 'missing'
  | 'exists'
  | 'unreadable'
  | 'unwritable'
  | 'not_a_file'
  | 'symbolic_link'
  | 'foreign_owner'
  | 'open_to_others'
  | 'beside_database'
  | 'malformed'
  | 'unsupported_format';

const EXPLANATIONS: Readonly<Record<KeyFileProblem, string>> = {
  missing: 'does not exist. Restore it from where it is kept, or, for a new installation, create one.',
  exists:
    'exists already and is not overwritten. If an interrupted key rotation left it (`.new`), delete it.',
  unreadable: 'cannot be opened. Let the user that runs the connection manager own and read it.',
  unwritable: 'cannot be written. Let this user write to its folder, and see that the disk has room.',
  not_a_file: 'is not a regular file. Put the key file itself there.',
  symbolic_link: 'is a symbolic link. Name the key file itself.',
  foreign_owner: 'does not belong to the user that runs the connection manager. Change its owner (chown).',
  open_to_others: 'is open to other users. Close it: chmod 600.',
  beside_database: 'is in the database folder, whose copies would hold the key too. Move it elsewhere.',
  malformed: 'is damaged. Restore it from where it is kept; do not create another: it would open nothing.',
  unsupported_format:
    'is in a format this version does not read. Use the version that wrote it, or a newer one.',
};

/** A key file that is refused: the message names the file and the cure, and never holds key material. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly problem: KeyFileProblem;

  constructor(problem: KeyFileProblem, file: string, cause?: unknown) {
    super(`The key file ${file} ${EXPLANATIONS[problem]}`, cause === undefined ? undefined : { cause });
    this.problem = problem;
  }
}
