import { createAuditPool } from '@/lib/audit/pool'
import { jsonReport } from '@/lib/cli/json-report'
import { readInput } from '@/lib/cli/read-input'

/* One audit of one folder as the command line does it, on as many threads as it is told. */

const [folder = '.', threads = '1'] = process.argv.slice(2)
const pool = createAuditPool({ threads: Number(threads) })
const { snapshot, path } = await readInput(folder, null, () => undefined)
process.stdout.write(jsonReport(await pool.audit(snapshot), path))
await pool.close()
