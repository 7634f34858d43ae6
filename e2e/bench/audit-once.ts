import { createAuditPool } from '@/lib/audit/pool'
import { jsonReport } from '@/lib/cli/json-report'
import { readInput } from '@/lib/cli/read-input'

/* Audits folders one after the other as the command line does, in one process, on as many threads as it is told. */

const [threads = '1', ...folders] = process.argv.slice(2)
const pool = createAuditPool({ threads: Number(threads) })
for (const folder of folders) {
  const { snapshot, path } = await readInput(folder, null, () => undefined)
  process.stdout.write(jsonReport(await pool.audit(snapshot), path))
}
await pool.close()
