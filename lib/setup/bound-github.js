const patienceMs = 8000

/**
 * Remembers in a migrated database whose numbers are kept in it, the first time; they mean other people and repositories
 * on another GitHub.
 * @param {string} url of the database
 * @param {string} identity of the GitHub that is configured now
 * @returns {Promise<string | undefined>} the identity of the GitHub it belongs to, when that is another one
 */
export async function bindGitHub(url, identity) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('insert into bound_github (identity) values ($1) on conflict do nothing', [identity])
    const { rows } = await client.query('select identity from bound_github')
    return rows[0].identity === identity ? undefined : rows[0].identity
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * @param {string} kept
 * @param {string} identity
 */
export function describeOther(kept, identity) {
  return (
    `This database holds what Airworthy knows of ${kept}, and GITHUB_URL is ${identity} now, where the same numbers are ` +
    'other people and repositories. Name another database with DATABASE_URL' +
    (kept === 'demonstration' ? '.' : `; or, when it is the same GitHub at a new address, set GITHUB_IDENTITY=${kept}.`)
  )
}
