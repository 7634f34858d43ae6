import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRepositories } from './build-repositories'
import { defaultAnchor, parseAnchor } from './calendar'

const usage = 'Usage: node dist/build-repositories.js --out DIR [--anchor YYYY-MM-DD] [--source DIR]'

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, anchor: { type: 'string' }, source: { type: 'string' } },
  })
  const anchor = values.anchor ? parseAnchor(values.anchor) : defaultAnchor(new Date())
  if (!values.out || !anchor) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const sourceDir = resolve(values.source ?? 'e2e/repos')
  await buildRepositories({
    sourceDir,
    outDir: values.out,
    anchor,
    onProgress: ({ name, commits, head }) => console.log(`${name}: ${commits} commits, head ${head.slice(0, 12)}`),
  })
}
