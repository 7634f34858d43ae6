/** @typedef {{ does: string, needs?: 'pages' | 'demonstration' }} Bench */

/**
 * What can be measured: a sentence for the list, and what it is run with. `pages` builds the application itself,
 * `demonstration` starts one where no `--url` names a running one.
 * @type {Readonly<Record<string, Bench>>}
 */
export const benches = {
  engine: { does: 'an audit against Ruff and tree-sitter alone over the same files, on one thread and on two' },
  small: { does: 'the command line on a small repository, cold start included' },
  again: { does: 'another audit after one file changed, with the records that are kept' },
  history: { does: 'twelve months of each repository in one backfill against twelve audits that know nothing' },
  scan: { does: 'an organisation from the local GitHub to stored verdicts: pace, requests, processor, memory' },
  workers: { does: 'the same scan with one, two and four worker processes' },
  organisation: { does: 'server time, SQL time and viewers side by side at up to 10,000 repositories', needs: 'pages' },
  pages: { does: 'client JavaScript, layout shift and Lighthouse of the main pages', needs: 'demonstration' },
  database: { does: 'what pages, event streams and jobs ask of a large database, one by one' },
  storage: { does: 'rows and bytes of each audit, of a quiet day and of a year' },
  push: { does: 'from a push until an open page shows it', needs: 'demonstration' },
}

/** @returns {string} one line for each */
export function listBenches() {
  const lines = Object.entries(benches).map(([name, { does }]) => `  ${name.padEnd(14)}${does}`)
  return `Usage: npm run bench -- NAME [options], with --help for its options\n\n${lines.join('\n')}\n`
}
