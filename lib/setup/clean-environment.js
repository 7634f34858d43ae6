/** The environment without the settings of the person's own installation, which neither tests nor pictures may touch. */
export function cleanEnvironment() {
  const ours =
    /^(DATABASE_URL|GITHUB_.*|NEXTAUTH_.*|AIRWORTHY_.*|LOCAL_GITHUB_PORT|PORT|HOSTNAME|TRUSTED_PROXIES|OPERATORS|METRICS_TOKEN|DATABASE_CONNECTIONS|WORKER_CONCURRENCY|AUDIT_THREADS|OTEL_.*|LOG_LEVEL|NODE_ENV)$/
  const kept = { ...process.env }
  for (const name of Object.keys(process.env)) if (ours.test(name)) Reflect.deleteProperty(kept, name)
  return { ...kept, AIRWORTHY_IGNORE_ENV_FILE: '1' }
}
