/**
 * `bundles`: what a suite needs, of which the first is run; `database`: it stores what it does; `pages`: it starts the
 * built application.
 * @typedef {{ does: string, bundles: import('./bundles.js').BundleName[], database?: true, pages?: true }} Suite
 */

/** @type {import('./bundles.js').BundleName[]} What a suite starts that scans a generated organisation. */
const scanning = ['worker', 'audit-thread', 'local-github']

/** @type {Readonly<Record<string, Suite>>} */
export const suites = {
  hostile: {
    does: 'repositories that are attacks, as archives and as folders, with their processor time and memory',
    bundles: ['faults-hostile', 'faults-hostile-audit', 'cli', 'audit-thread'],
  },
  fuzz: {
    does: 'damaged and made-up input for every parser',
    bundles: ['faults-fuzz', 'faults-fuzz-thread'],
  },
  workers: { does: 'workers killed in the middle of scans', bundles: ['faults-workers', ...scanning], database: true },
  github: { does: 'a GitHub that fails in every way it can', bundles: ['faults-github', ...scanning], database: true },
  setup: {
    does: 'missing and wrong keys, another database, and an upgrade under a worker',
    bundles: ['faults-setup', ...scanning],
    database: true,
  },
  disk: { does: 'a disk that is full while audits are stored', bundles: ['faults-disk'], database: true },
  dump: { does: 'backup and restore by the tools of Postgres', bundles: ['faults-dump'], database: true },
  postgres: {
    does: 'a database that stops and comes back under scans and pages',
    bundles: ['faults-postgres', ...scanning],
    database: true,
    pages: true,
  },
}

/** @returns {string} one line for each */
export function listSuites() {
  const lines = Object.entries(suites).map(([name, { does }]) => `  ${name.padEnd(10)}${does}`)
  return `Usage: npm run faults -- [NAME...] [options], all without a name; with --help for the options of one\n\n${lines.join('\n')}\n`
}
