import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The thread in which code is audited, bundled as the build does it; `remove` deletes the bundle. */
export async function bundleAuditThread(): Promise<{ readonly threadFile: URL; remove(): void }> {
  // Inside the project, so that the packages left out of the bundle are found.
  mkdirSync(join(root, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(root, 'dist/audit-thread-test-'))
  const outfile = join(folder, 'audit-thread.mjs')
  await build({
    entryPoints: [join(root, 'lib/audit/thread.ts')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  return { threadFile: pathToFileURL(outfile), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
