/** Runs once when the server starts: a bad environment ends it with a sentence instead of failing page by page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment } = await import('./lib/start-check')
    checkEnvironment()
  }
}
