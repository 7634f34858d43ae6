import { parseArgs } from 'node:util'
import { startLocalGitHub } from './server'

const USAGE = 'Usage: node dist/local-github.js --root DIR --port N [--host 127.0.0.1] [--url http://...]'

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { root: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, url: { type: 'string' } },
  })
  const port = Number(values.port)
  if (!values.root || !values.port || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(USAGE)
  const github = await startLocalGitHub({ root: values.root, port, hostname: values.host, url: values.url })
  console.log(`local GitHub on ${github.url}`)
  const stop = () => {
    github.close().finally(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'The port for the local GitHub is already taken; choose another with --port.'
  if (code === 'EACCES') return 'This port needs more rights than you have; choose another with --port.'
  return error.message
}
