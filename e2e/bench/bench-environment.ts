/** The settings of a process that measures, or of what it starts: nothing of the person's own. */
export function benchEnvironment(databaseUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    GITHUB_CLIENT_ID: 'bench',
    GITHUB_CLIENT_SECRET: 'bench-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  }
}
