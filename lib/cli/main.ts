import picocolors from 'picocolors'
import { createAuditPool } from '@/lib/audit/pool'
import { visibleText } from '@/lib/checks/visible-text'
import { runCli } from './run-cli'

const PROGRESS_MS = 100

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))

const pool = createAuditPool({
  onError: (id, error) => process.stderr.write(`airworthy: the check ${id} failed: ${visibleText(String(error))}\n`),
})
run()

async function run(): Promise<void> {
  try {
    process.exitCode = await runCli(process.argv.slice(2), {
      out: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
      progress: process.stderr.isTTY ? progressLine() : null,
      colors: Boolean(process.stdout.isTTY) && picocolors.isColorSupported,
      width: Math.min(Math.max(process.stdout.columns ?? 100, 50), 120),
      audit: (snapshot, onProgress) => pool.audit(snapshot, { onProgress }),
    })
  } finally {
    await pool.close()
  }
}

function progressLine(): (text: string) => void {
  let last = 0
  return (text) => {
    const now = Date.now()
    if (text !== '' && now - last < PROGRESS_MS) return
    last = now
    process.stderr.write(`\r\u001b[2K${text}`)
  }
}
