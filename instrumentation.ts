/** Runs once when the server starts: what makes it unusable ends it with a sentence instead of failing page by page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, checkDatabase } = await import('./lib/start-check')
    checkEnvironment()
    await checkDatabase()
  }
}
