import { existsSync } from 'node:fs'
import { runQuietly } from './command.js'
import { fingerprint } from './fingerprint.js'
import { inProject } from './paths.js'
import { readStamp, writeStamp } from './stamp.js'

const folder = inProject('lib', 'data', 'generated')
const stamp = inProject('lib', 'data', 'generated', '.schema')

/**
 * Generates the database client when the schema changed.
 * @param {import('./steps.js').Steps} steps
 */
export async function generate(steps) {
  const wanted = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  if (existsSync(folder) && readStamp(stamp) === wanted) return
  await steps.run('Database client', () =>
    runQuietly(process.execPath, [inProject('node_modules', 'prisma', 'build', 'index.js'), 'generate', '--no-hints'], {
      env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      failure: 'The database client could not be generated (prisma generate).',
    }),
  )
  writeStamp(stamp, wanted)
}
