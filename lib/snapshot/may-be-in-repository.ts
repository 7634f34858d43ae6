import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** To start git takes longer than to read a small folder, so it is asked only where it may find something. */
export function mayBeInRepository(root: string): boolean {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (folder === dirname(folder)) return false
  }
}
